import type { Mail, MailQuery } from '@sallyport/contract/administration.ts';
import type { z } from 'zod';
import { definedOnly } from '../../kernel/defined-only.ts';
import { asId, type MailId } from '../../kernel/ids.ts';
import { isoTime } from '../../kernel/instant.ts';
import { permissionsOf } from '../../policy/roles.ts';
import { mailTextContext, type OutboxMail } from '../../ports/outbox.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Sealer } from '../../ports/secrets.ts';
import type { Administrator } from '../caller.ts';
import { type Act, act, type Look } from './act.ts';

/** Newest first. */
export const listMails =
  (deps: Look<'outbox' | 'policies' | 'settings'> & { readonly sealer: Pick<Sealer, 'open'> }) =>
  async (
    caller: Administrator,
    { to, state, limit, cursor }: z.output<typeof MailQuery>,
  ): Promise<{ items: Mail[]; nextCursor?: string }> => {
    const page = { limit, ...definedOnly({ after: cursor }) };
    const { mails, next } = await deps.read.outbox.list(definedOnly({ to, state }), page);
    const { settings } = await deps.rules(deps.read);
    // Where no relay is set up, mails are read in the portal, links and all, by those who may make such links themselves.
    const inFull = settings.mail.smtp === null && permissionsOf(caller.role).has('users:write');
    const textOf = ({ id, text, redactedText }: OutboxMail) =>
      inFull && text !== '' ? deps.sealer.open(text, mailTextContext(id)) : redactedText;
    return {
      items: mails.map((mail) => describeMail(mail, textOf(mail))),
      ...(next !== undefined && { nextCursor: next }),
    };
  };

/** Now, and with all its tries anew. @throws Refusal `not-found`, `conflict` when it was sent */
export const retryMail =
  (deps: Act<'outbox'>) =>
  async (caller: Administrator, id: string): Promise<Mail> =>
    act(deps, caller, async ({ outbox }, now, record) => {
      const mail = await outbox.retry(asId<MailId>(id), now);
      if (mail === undefined)
        throw new Refusal('not-found', 'There is no such mail, or it was sent already.');
      record({ kind: 'mail.retried', subject: { kind: 'mail', id: mail.id, name: mail.kind } });
      return describeMail(mail, mail.redactedText);
    });

const describeMail = (mail: OutboxMail, text: string): Mail => ({
  id: mail.id,
  to: mail.to,
  ...(mail.user !== null && { userId: mail.user }),
  kind: mail.kind,
  subject: mail.subject,
  text,
  state: mail.state,
  attempts: mail.attempts,
  createdAt: isoTime(mail.createdAt),
  ...(mail.nextAttemptAt !== null && { nextAttemptAt: isoTime(mail.nextAttemptAt) }),
  ...(mail.sentAt !== null && { sentAt: isoTime(mail.sentAt) }),
  ...(mail.error !== null && { error: mail.error }),
});
