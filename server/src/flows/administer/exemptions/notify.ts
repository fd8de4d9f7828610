import type { Clock } from '../../../kernel/clock.ts';
import { days, type Instant } from '../../../kernel/instant.ts';
import { nextExemptionNotice } from '../../../policy/exemptions.ts';
import type { StoredExemption } from '../../../ports/exemptions.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Transactions } from '../../../ports/transactions.ts';
import type { User } from '../../../ports/users.ts';
import { userSubject } from '../../caller.ts';
import { exemptionEnded, exemptionEnding } from '../../mails/exemptions.ts';
import { type MailParts, queueMail } from '../../mails/queue.ts';
import type { RulesInForce } from '../../rules.ts';
import { judgedNow } from '../../time.ts';
import { resumeRequirements } from './end.ts';

type Source = Pick<
  Repositories,
  'exemptions' | 'users' | 'policies' | 'settings' | 'periods' | 'standings' | 'outbox' | 'audit'
>;

export interface NotifyOfExemptionsDeps extends MailParts {
  readonly clock: Clock;
  readonly rules: RulesInForce;
  readonly read: Pick<Repositories, 'exemptions' | 'audit'>;
  readonly transact: Transactions<Source>;
}

/** Exemptions that are looked at in one go. */
const batch = 100;

/**
 * Reminds their owners, and when one has ended starts the periods that it held back (rule 7), also of those who do not
 * sign in; answers how many were looked at. Of several processes one does it.
 */
export const notifyOfExemptions = (deps: NotifyOfExemptionsDeps) => async (): Promise<number> => {
  const now = await judgedNow(deps.clock, deps.read.audit);
  const due = await deps.read.exemptions.noticesDue(now, batch);
  await Promise.all(due.map((exemption) => deps.transact((source) => notify(deps, source, exemption, now))));
  return due.length;
};

const notify = async (
  deps: NotifyOfExemptionsDeps,
  source: Source,
  exemption: StoredExemption,
  now: Instant,
): Promise<void> => {
  const next = nextExemptionNotice(exemption.until, now);
  if (!(await source.exemptions.advanceNotice(exemption, next?.kind ?? null, next?.at ?? null))) return;
  const user = await source.users.byId(exemption.user);
  if (user === undefined) return;
  const ended = next === null;
  if (ended) await resumeRequirements(source, deps.rules, exemption, now);
  await mail(deps, source, user, exemption, now);
  if (ended)
    await source.audit.append({
      kind: 'exemption.ended',
      at: now,
      actor: { kind: 'system' },
      subject: userSubject(user),
      details: { exemption: exemption.id },
    });
};

/** What came due while no server ran is one mail, about what holds now. */
const mail = async (
  deps: NotifyOfExemptionsDeps,
  source: Source,
  user: User,
  { owner, reason, until }: StoredExemption,
  now: Instant,
): Promise<void> => {
  const rules = await deps.rules(source);
  const about = { exempt: user.username, reason, until };
  for (const reader of await readersOf(source, owner)) {
    const recipient = { user: reader, rules, now };
    const left = Math.ceil((until - now) / days(1));
    if (left <= 0) await queueMail(source.outbox, deps, recipient, exemptionEnded, about);
    else await queueMail(source.outbox, deps, recipient, exemptionEnding, { ...about, days: left });
  }
};

/** Its owner; where there is none any more who could read it, the owners of the installation. */
const readersOf = async (
  { users }: Pick<Repositories, 'users'>,
  owner: StoredExemption['owner'],
): Promise<readonly User[]> => {
  const found = owner === null ? undefined : await users.byId(owner);
  if (found?.state === 'active') return [found];
  const administrators = await users.administrators();
  return administrators
    .map(({ user }) => user)
    .filter(({ role, state }) => role === 'owner' && state === 'active');
};
