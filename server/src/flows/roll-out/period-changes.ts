import type { LapsedPeriods } from '@sallyport/contract/users.ts';
import type { PolicyId, UserId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { CompiledPolicy } from '../../policy/compile.ts';
import { deadlineAfterLeave } from '../../policy/leave.ts';
import { inScope } from '../../policy/matching.ts';
import type { PeriodFact } from '../../policy/model.ts';
import { currentNotice } from '../../policy/notices.ts';
import { deadlineFor, lapsedPeriods, periodsToStart, type StartingPeriod } from '../../policy/periods.ts';
import type { Period } from '../../ports/periods.ts';
import { type Position, type Standpoint, standingOf } from '../standpoint.ts';

/** Deadlines that passed while nobody was held to them, and what becomes of them now (rule 5). */
export interface Lapse {
  /** When the policy was switched off, or the user suspended. */
  readonly since: Instant;
  /** When that ended. */
  readonly until: Instant;
  /** The policy that is switched on again; of a user who is reactivated, all. */
  readonly policy?: PolicyId;
  readonly choice: LapsedPeriods;
}

export interface PeriodChanges<Place extends Position = Standpoint> {
  /** Of policies that the user meets for the first time. */
  readonly start: readonly Period[];
  /** In place of those that lapsed. */
  readonly restart: readonly Period[];
  /** Deadlines that passed meanwhile, whatever was chosen for them. */
  readonly lapsed: readonly PeriodFact[];
  /** The user as they stand then. */
  readonly after: Place;
}

/**
 * What a change of the rules, or of the user, does to their periods; pure, so that the preview tells what will be.
 * Nothing but a lapse that is forgiven ever moves a deadline.
 */
export const periodChanges = <Place extends Position>(
  standpoint: Place,
  startsAt: Instant,
  lapse?: Lapse,
): PeriodChanges<Place> => {
  const { facts, policies, rules } = standpoint;
  const { timeZone } = rules.settings.organisation;
  const grace = new Map(policies.flatMap((policy) => graceOf(policy, standpoint)));
  const start = periodsToStart(facts, policies, startsAt, timeZone).map((period) =>
    startedPeriod(facts.id, period),
  );
  const lapsed =
    lapse === undefined ? [] : lapsedOf(standpoint, lapse).filter(({ policy }) => grace.has(policy));
  const restart =
    lapse?.choice === 'fresh' && facts.state !== 'staged'
      ? lapsed.map(({ policy }) => freshPeriod(standpoint, policy, grace.get(policy) ?? 0, startsAt))
      : [];
  const replaced = new Set(restart.map(({ policy }) => policy));
  const periods = [...facts.periods.filter(({ policy }) => !replaced.has(policy)), ...start, ...restart];
  return { start, restart, lapsed, after: { ...standpoint, facts: { ...facts, periods } } };
};

/** A period as it is stored when it starts: its first mail is due at once. */
const startedPeriod = (user: UserId, period: StartingPeriod): Period => {
  const notice = currentNotice(period, period.startedAt);
  return { user, ...period, nextNotice: notice?.kind ?? null, noticeAt: notice?.at ?? null };
};

/** The days that each soft policy gives this user. */
export const graceOf = (policy: CompiledPolicy, { facts }: Position): [PolicyId, number][] =>
  policy.state === 'on' && policy.demand?.strength === 'soft' && inScope(policy, facts)
    ? [[policy.because.policy, policy.demand.days]]
    : [];

/** Whoever has what counts has nothing to be forgiven. */
const lapsedOf = (standpoint: Position, { since, until, policy }: Lapse): PeriodFact[] =>
  standingOf(standpoint).status === 'enrolled'
    ? []
    : lapsedPeriods(standpoint.facts.periods, since, until).filter(
        (period) => policy === undefined || period.policy === policy,
      );

/** A whole new period, from `startedAt` on. */
export const freshPeriod = (
  standpoint: Position,
  policy: PolicyId,
  days: number,
  startedAt: Instant,
): Period => {
  const { timeZone } = standpoint.rules.settings.organisation;
  const deadline = deadlineAfterLeave(
    { deadline: deadlineFor(startedAt, days, timeZone), days },
    standpoint.facts.onLeaveUntil,
    timeZone,
  );
  return startedPeriod(standpoint.facts.id, { policy, startedAt, days, deadline });
};
