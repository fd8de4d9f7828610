import type { Mail, MailQuery } from '@sallyport/contract/administration.ts';
import type { z } from 'zod';
import { definedOnly } from '../../kernel/defined-only.ts';
import { asId, type MailId, type UserId } from '../../kernel/ids.ts';
import { isoTime } from '../../kernel/instant.ts';
import type { Role } from '../../policy/model.ts';
import { covers, permissionsOf } from '../../policy/roles.ts';
import { mailTextContext, type OutboxMail } from '../../ports/outbox.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Sealer } from '../../ports/secrets.ts';
import type { FindUsers } from '../../ports/users.ts';
import type { Administrator } from '../caller.ts';
import { type Act, act, type Look } from './act.ts';
import { actsInForce } from './approvals/acts-in-force.ts';

/**
 * Newest first, without the links that they hold. Where no relay is set up, somebody has to hand them over: they are
 * shown to those who may edit users, of users who may not do more than they; of those with a role to nobody, where
 * it takes two to reset an administrator.
 */
export const listMails =
  (deps: Look<'outbox' | 'users' | 'policies' | 'settings'> & { readonly sealer: Pick<Sealer, 'open'> }) =>
  async (
    caller: Administrator,
    { to, state, limit, cursor }: z.output<typeof MailQuery>,
  ): Promise<{ items: Mail[]; nextCursor?: string }> => {
    const page = { limit, ...definedOnly({ after: cursor }) };
    const { mails, next } = await deps.read.outbox.list(definedOnly({ to, state }), page);
    const { settings } = await deps.rules(deps.read);
    const handedOver = settings.mail.smtp === null && permissionsOf(caller.role).has('users:write');
    const takesTwo = actsInForce(settings).has('reset-administrators');
    const roles = handedOver ? await rolesOf(deps.read.users, mails) : new Map<UserId, Role | null>();
    const textOf = ({ id, user, text, redactedText }: OutboxMail) => {
      const role = user === null ? undefined : roles.get(user);
      const inFull = role !== undefined && covers(caller.role, role) && (role === null || !takesTwo);
      return inFull && text !== '' ? deps.sealer.open(text, mailTextContext(id)) : redactedText;
    };
    return {
      items: mails.map((mail) => describeMail(mail, textOf(mail))),
      ...(next !== undefined && { nextCursor: next }),
    };
  };

/** Of those whom the mails go to, as far as they are still there. */
const rolesOf = async (
  users: Pick<FindUsers, 'byId'>,
  mails: readonly OutboxMail[],
): Promise<ReadonlyMap<UserId, Role | null>> => {
  const ids = new Set(mails.flatMap(({ user }) => user ?? []));
  const found = await Promise.all([...ids].map((id) => users.byId(id)));
  return new Map(found.flatMap((user) => (user === undefined ? [] : [[user.id, user.role] as const])));
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
