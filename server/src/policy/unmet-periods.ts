import type { Instant } from '../kernel/instant.ts';
import type { CompiledPolicies, RequiringPolicy } from './compile.ts';
import type { Holdings } from './holdings.ts';
import { isDemanded } from './matching.ts';
import type { DecisionSettings, PeriodFact, UserFacts } from './model.ts';
import { isOver, periodOf } from './periods.ts';
import { isMet } from './pressure.ts';

export interface UnmetPeriod {
  readonly policy: RequiringPolicy;
  readonly period: PeriodFact;
}

export interface UnmetPeriods {
  readonly over: readonly UnmetPeriod[];
  readonly live: readonly UnmetPeriod[];
}

/**
 * The user's periods that still ask for something, earliest deadline first, whatever the circumstances in which
 * their policies apply: the earliest live deadline rules (rule 3), and one that is over bars enrolling on every
 * way in (rule 4).
 */
export const unmetPeriods = (
  user: UserFacts,
  policies: CompiledPolicies,
  settings: DecisionSettings,
  now: Instant,
  holdings: Holdings,
): UnmetPeriods => {
  const over: UnmetPeriod[] = [];
  const live: UnmetPeriod[] = [];
  for (const policy of policies) {
    if (policy.demand === null || policy.demand.strength !== 'soft') continue;
    const period = periodOf(policy, user);
    if (period === undefined || isMet(policy.demand, holdings)) continue;
    if (isDemanded(policy, user, settings, now)) (isOver(period, now) ? over : live).push({ policy, period });
  }
  const byDeadline = (a: UnmetPeriod, b: UnmetPeriod): number => a.period.deadline - b.period.deadline;
  return { over: over.sort(byDeadline), live: live.sort(byDeadline) };
};
