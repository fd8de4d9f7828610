import type { UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { periodsToStart, type StartingPeriod } from '../policy/enrollment.ts';
import { currentNotice } from '../policy/notices.ts';
import type { Repositories } from '../ports/repositories.ts';
import type { Period } from '../ports/users.ts';
import { project } from './projection.ts';
import type { RulesInForce } from './rules.ts';
import { readStandpoint, type Standpoint } from './standpoint.ts';

/** A period as it is stored when it starts: its first mail is due at once. */
export const startedPeriod = (user: UserId, period: StartingPeriod): Period => {
  const notice = currentNotice(period, period.startedAt);
  return { user, ...period, nextNotice: notice?.kind ?? null, noticeAt: notice?.at ?? null };
};

/** The periods that this user's soft policies start now (rule 3); none that exist already. */
const duePeriods = ({ facts, policies, rules, now }: Standpoint): Period[] =>
  periodsToStart(facts, policies, now, rules.settings.organisation.timeZone).map((period) =>
    startedPeriod(facts.id, period),
  );

type Source = Pick<Repositories, 'users' | 'standings' | 'periods' | 'policies' | 'settings'>;

/** Starts what is due for one user, in the transaction that put them into a policy's scope or made them active. */
export const startDuePeriods = async (
  source: Source,
  rules: RulesInForce,
  id: UserId,
  now: Instant,
): Promise<void> => {
  const standpoint = await readStandpoint(source, rules, id, now);
  const due = standpoint === undefined ? [] : duePeriods(standpoint);
  if (due.length === 0) return;
  await source.periods.start(due);
  await project(source, rules, id, now);
};
