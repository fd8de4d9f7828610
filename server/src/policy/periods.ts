import type { Instant } from '../kernel/instant.ts';
import type { CompiledPolicies, RequiringPolicy } from './compile.ts';
import { deadlineAfterLeave } from './leave.ts';
import { inScope, isExempt } from './matching.ts';
import type { PeriodFact, UserFacts } from './model.ts';
import { zoneOf } from './zone.ts';

/** The user's stored period of this policy. */
export const periodOf = (policy: RequiringPolicy, user: UserFacts): PeriodFact | undefined => {
  for (const period of user.periods) if (period.policy === policy.because.policy) return period;
  return undefined;
};

/** A deadline is the last instant of its day: it has passed when that has. */
export const isOver = (period: PeriodFact, now: Instant): boolean => now > period.deadline;

/**
 * When a period that starts now ends: so many days on in the calendar of the organisation, at the very end of that
 * day, 23:59:59.999 or whatever its last millisecond is there. The last instant rather than the first of the next
 * day, so that pages and mails show the day that is meant.
 * @param timeZone IANA name
 * @throws RangeError when the time zone is unknown
 */
export const deadlineFor = (startedAt: Instant, days: number, timeZone: string): Instant => {
  const zone = zoneOf(timeZone);
  return zone.startOf(zone.localTime(startedAt).day + days + 1) - 1;
};

/** A period as it begins, with the length that was asked for. */
export interface StartingPeriod extends PeriodFact {
  readonly days: number;
}

/**
 * The periods that start now: of every soft policy that is on, that the active user is one of those it is for,
 * whatever its other conditions, and that has never met them before (rules 3, 5). Whoever is exempt has none until
 * the exemption ends (rule 7), and administrators have none at all (rule 12). Whether the user has a second factor
 * already makes no difference: the period is when they met the policy, not whether they owe anything.
 */
export const periodsToStart = (
  user: UserFacts,
  policies: CompiledPolicies,
  now: Instant,
  timeZone: string,
): StartingPeriod[] => {
  if (user.state !== 'active' || user.role !== null || isExempt(user, now)) return [];
  const starting: StartingPeriod[] = [];
  for (const policy of policies) {
    if (policy.demand === null || policy.demand.strength !== 'soft' || policy.state !== 'on') continue;
    if (periodOf(policy, user) !== undefined || !inScope(policy, user)) continue;
    const { days } = policy.demand;
    const deadline = deadlineAfterLeave(
      { deadline: deadlineFor(now, days, timeZone), days },
      user.onLeaveUntil,
      timeZone,
    );
    starting.push({ policy: policy.because.policy, startedAt: now, days, deadline });
  }
  return starting;
};

/**
 * Of the periods given, those whose deadline passed while nobody was held to it, because the policy was off or the
 * user suspended. When that ends, the administrator says what becomes of them (rule 5).
 * @param since when the policy was switched off, or the user suspended
 */
export const lapsedPeriods = <Period extends PeriodFact>(
  periods: readonly Period[],
  since: Instant,
  now: Instant,
): Period[] => periods.filter((period) => !isOver(period, since) && isOver(period, now));
