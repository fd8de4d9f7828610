import type { MailTexts } from '../../ports/mail-texts.ts';
import type { Db } from '../dialect.ts';

export const mailTexts = (db: Db): MailTexts => ({
  all: () =>
    db
      .selectFrom('mail_texts')
      .select(['kind', 'language', 'subject', 'body', 'changed_at as changedAt'])
      .orderBy('kind')
      .orderBy('language')
      .execute(),
  async write({ kind, language, subject, body, changedAt }) {
    const text = { subject, body, changed_at: changedAt };
    await db
      .insertInto('mail_texts')
      .values({ kind, language, ...text })
      .onConflict((known) => known.columns(['kind', 'language']).doUpdateSet(text))
      .execute();
  },
  async remove(kind, language) {
    const result = await db
      .deleteFrom('mail_texts')
      .where('kind', '=', kind)
      .where('language', '=', language)
      .executeTakeFirst();
    return result.numDeletedRows === 1n;
  },
});
