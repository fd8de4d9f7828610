import type { ActivationLink } from '@sallyport/contract/users.ts';
import { asId, type UserId } from '../../../kernel/ids.ts';
import { hours, type Instant, isoTime } from '../../../kernel/instant.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Throttles } from '../../../ports/throttles.ts';
import type { User } from '../../../ports/users.ts';
import type { Administrator } from '../../caller.ts';
import { userSubject } from '../../caller.ts';
import { type LinkParts, replaceLink } from '../../links.ts';
import { activation } from '../../mails/account.ts';
import { type MailParts, queueMail } from '../../mails/queue.ts';
import type { Rules } from '../../rules.ts';
import type { Standpoint } from '../../standpoint.ts';
import { type Act, act } from '../act.ts';
import { actsInForce } from '../approvals/acts-in-force.ts';
import { readUser } from './describe.ts';
import { refuseAbove } from './guards.ts';

export type MailedLinkParts = LinkParts & MailParts;

type Deps = MailedLinkParts & Act<'users' | 'policies' | 'settings' | 'links' | 'outbox' | 'throttles'>;

/** Mails to one mailbox are limited, whichever administrator or program sends them. */
const mailLimit = { max: 5, window: hours(1) };

/** To hand over in person; links made before are void. @throws Refusal `not-found`, `conflict` */
export const createActivationLink =
  (deps: Deps) =>
  async (caller: Administrator, id: string): Promise<ActivationLink> =>
    act(deps, caller, async (source, now, record) => {
      const { user, rules } = await readUser(source, deps.rules, asId<UserId>(id), now, 'lock');
      refuseAbove(caller, user);
      refuseActivated(user.state);
      if (caller.kind !== 'cli') refuseWithoutSecondPerson(user, rules);
      const { url, link } = await replaceLink(deps, source.links, 'activation', user.id, now);
      record({ kind: 'activation-link.created', subject: userSubject(user) });
      return { url, expiresAt: isoTime(link.expiresAt) };
    });

/** By mail; links made before are void. @throws Refusal `not-found`, `conflict`, `too-many-attempts` */
export const sendActivation =
  (deps: Deps) =>
  async (caller: Administrator, id: string): Promise<void> =>
    act(deps, caller, async (source, now, record) => {
      const standpoint = await readUser(source, deps.rules, asId<UserId>(id), now, 'lock');
      refuseAbove(caller, standpoint.user);
      refuseActivated(standpoint.user.state);
      await spendMail(source.throttles, standpoint.user.id, now);
      record(await queueActivation(deps, source, standpoint));
    });

/** Part of a transaction; answers with what happened, for the audit log. */
export const queueActivation = async (
  parts: MailedLinkParts,
  source: Pick<Repositories, 'links' | 'outbox'>,
  standpoint: Standpoint,
) => {
  const { url, link } = await replaceLink(
    parts,
    source.links,
    'activation',
    standpoint.user.id,
    standpoint.now,
  );
  await queueMail(source.outbox, parts, standpoint, activation, { url, expiresAt: link.expiresAt });
  return { kind: 'activation-mail.queued', subject: userSubject(standpoint.user) };
};

const spendMail = async (throttles: Throttles, user: UserId, now: Instant): Promise<void> => {
  const left = await throttles.spend({ key: `activation-mail:user:${user}`, user }, mailLimit, now);
  if (left.allowed) return;
  const minutes = Math.ceil((left.retryAt - now) / 60_000);
  throw new Refusal(
    'too-many-attempts',
    `This user was mailed ${mailLimit.max} activation links within an hour. Wait ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, or hand over a link in person.`,
    { retryAfter: Math.ceil((left.retryAt - now) / 1000) },
  );
};

/** Whoever needs a second person to reset an administrator must not become one by their link. */
const refuseWithoutSecondPerson = ({ role }: Pick<User, 'role'>, { settings }: Rules): void => {
  if (role !== null && actsInForce(settings).has('reset-administrators'))
    throw new Refusal(
      'conflict',
      'The link of somebody with a role is handed to nobody else here: mail it to them, which another administrator approves.',
    );
};

const refuseActivated = (state: 'staged' | 'active' | 'suspended'): void => {
  if (state === 'active')
    throw new Refusal(
      'conflict',
      'This account is active: a forgotten password is reset at the sign-in page.',
    );
  if (state === 'suspended') throw new Refusal('conflict', 'This user is suspended: reactivate them first.');
};
