import { searchKey } from '../../kernel/names.ts';
import type { DeliverOutbox, Mail, Outbox } from '../../ports/outbox.ts';
import { type Db, heldIfFree } from '../dialect.ts';
import { afterCursor, cursor, inChunks, pageOf } from './rows.ts';

const columns = [
  'id',
  'recipient as to',
  'user_id as user',
  'kind',
  'subject',
  'text',
  'redacted_text as redactedText',
  'created_at as createdAt',
  'state',
  'attempts',
  'next_attempt_at as nextAttemptAt',
  'sent_at as sentAt',
  'error',
] as const;

export const outbox = (db: Db): Outbox & DeliverOutbox => ({
  add: (...mails) => inChunks(mails, (chunk) => db.insertInto('outbox').values(chunk.map(toRow)).execute()),
  async claim(now, staleBefore, limit) {
    const due = db
      .selectFrom('outbox')
      .select('id')
      .where((row) =>
        row.or([
          row.and([row('state', '=', 'waiting'), row('next_attempt_at', '<=', now)]),
          row.and([row('state', '=', 'sending'), row('claimed_at', '<', staleBefore)]),
        ]),
      )
      .orderBy('number')
      .limit(limit);
    const claimed = await db
      .updateTable('outbox')
      .set((row) => ({ state: 'sending', claimed_at: now, attempts: row('attempts', '+', 1) }))
      .where('id', 'in', heldIfFree(db, due))
      .returning([...columns, 'number'])
      .execute();
    return claimed.sort((a, b) => a.number - b.number).map(({ number: _, ...mail }) => mail);
  },
  async sent(id, now) {
    await db
      .updateTable('outbox')
      .set({ state: 'sent', sent_at: now, text: '', next_attempt_at: null, error: null })
      .where('id', '=', id)
      .execute();
  },
  async failed(id, error, retryAt) {
    await db
      .updateTable('outbox')
      .set({ state: retryAt === null ? 'failed' : 'waiting', next_attempt_at: retryAt, error })
      .where('id', '=', id)
      .execute();
  },
  retry: (id, now) =>
    db
      .updateTable('outbox')
      .set({ state: 'waiting', next_attempt_at: now })
      .where('id', '=', id)
      .where('state', 'in', ['waiting', 'failed'])
      .returning(columns)
      .executeTakeFirst(),
  async list({ to, state }, page) {
    const after = afterCursor(page.after);
    let query = db.selectFrom('outbox').select([...columns, 'number']);
    if (to !== undefined) query = query.where('recipient_key', '=', searchKey(to));
    if (state !== undefined) query = query.where('state', '=', state);
    if (after !== undefined) query = query.where('number', '<', Number(after) || 0);
    const rows = await query
      .orderBy('number', 'desc')
      .limit(page.limit + 1)
      .execute();
    const { items, last } = pageOf(rows, page.limit);
    const mails = items.map(({ number: _, ...mail }) => mail);
    return last === undefined ? { mails } : { mails, next: cursor(String(last.number)) };
  },
  async countWaiting() {
    const { count } = await db
      .selectFrom('outbox')
      .select((row) => row.fn.countAll<number>().as('count'))
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow();
    return count;
  },
});

const toRow = (mail: Mail) => ({
  id: mail.id,
  recipient: mail.to,
  recipient_key: searchKey(mail.to),
  user_id: mail.user,
  kind: mail.kind,
  subject: mail.subject,
  text: mail.text,
  redacted_text: mail.redactedText,
  created_at: mail.createdAt,
  state: 'waiting' as const,
  attempts: 0,
  next_attempt_at: mail.createdAt,
  claimed_at: null,
  sent_at: null,
  error: null,
});
