import type { LapsedPeriods } from '@sallyport/contract/users.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { UserWithFacts } from '../../ports/users.ts';
import { projected } from '../projection.ts';
import type { Rules, RulesInForce } from '../rules.ts';
import { type Standpoint, standpointsOf } from '../standpoint.ts';
import { type Lapse, type PeriodChanges, periodChanges } from './period-changes.ts';

type Source = Pick<Repositories, 'policies' | 'periods' | 'standings'>;

/**
 * Brings users in line with the rules, in the transaction that changed either: starts the periods that are due
 * (rule 3), forgives those that lapsed if that was chosen (rule 5), and projects how the users stand then.
 * @param startsAt when the change was made that starts the periods; long work gets there later
 */
export const settle = async (
  source: Source,
  rules: Rules,
  users: readonly UserWithFacts[],
  now: Instant,
  { startsAt = now, lapse }: { readonly startsAt?: Instant; readonly lapse?: Lapse | undefined } = {},
): Promise<void> => {
  const standpoints = await standpointsOf(source, rules, users, now);
  await storeChanges(
    source,
    standpoints.map((standpoint) => periodChanges(standpoint, startsAt, lapse)),
  );
  await wakeNotices(source, standpoints, now);
};

/** What was to be mailed while nobody was held to a period is looked at once more, now that somebody may be. */
const wakeNotices = async (
  { periods }: Pick<Source, 'periods'>,
  standpoints: readonly Standpoint[],
  now: Instant,
): Promise<void> => {
  const users = standpoints.filter(({ facts }) => facts.periods.length > 0).map(({ user }) => user.id);
  if (users.length > 0) await periods.wakeNotices(users, now);
};

/** Writes what `periodChanges` said of users, and how they stand then. */
export const storeChanges = async (
  source: Pick<Source, 'periods' | 'standings'>,
  changes: readonly PeriodChanges[],
): Promise<void> => {
  const start = changes.flatMap((change) => change.start);
  const restart = changes.flatMap((change) => change.restart);
  if (start.length > 0) await source.periods.start(start);
  if (restart.length > 0) await source.periods.restart(restart);
  if (changes.length > 0) await source.standings.store(changes.map(({ after }) => projected(after)));
};

/** After a change of one user's own facts. */
export const settleUser = async (
  source: Source & Pick<Repositories, 'users' | 'settings'>,
  rules: RulesInForce,
  id: UserId,
  now: Instant,
  lapsed?: { readonly since: Instant; readonly choice: LapsedPeriods },
): Promise<void> => {
  const found = await source.users.withFacts(id);
  if (found === undefined) return;
  const lapse = lapsed && { ...lapsed, until: now };
  await settle(source, await rules(source), [found], now, { lapse });
};

/**
 * At every login, for what a change may have left to be started later (a job, an exemption that ended); mostly nothing.
 * Answers with the user as they stand then.
 */
export const startDuePeriods = async (
  source: Pick<Source, 'periods' | 'standings'>,
  standpoint: Standpoint,
): Promise<Standpoint> => {
  const changes = periodChanges(standpoint, standpoint.now);
  if (changes.start.length > 0) await storeChanges(source, [changes]);
  return changes.after;
};
