import type { Instant } from '../kernel/instant.ts';
import type { Demand, RequiringPolicy } from './compile.ts';
import type { Holdings } from './holdings.ts';
import { enrollable, type MethodSet, strongMethods } from './method-set.ts';
import type { DecisionSettings, UserFacts } from './model.ts';
import { isOver, periodOf } from './periods.ts';

/** How hard a demand presses on a user who does not meet it, gentlest first. */
export const pressures = ['none', 'optional', 'soft', 'forced', 'expired'] as const;
export type Pressure = (typeof pressures)[number];

/** Rule 1: an authenticator of an allowed method, and every method owed. */
export const isMet = ({ allowed, owed }: Demand, { enrolled }: Holdings): boolean =>
  (enrolled & allowed) !== 0 && (owed & ~enrolled) === 0;

/** Rule 6: whether anybody could meet it, going by what is allowed and enabled: a strong method, and all that is owed. */
export const isMeetable = (allowed: MethodSet, owed: MethodSet): boolean =>
  (allowed & enrollable & strongMethods) !== 0 && (owed & ~allowed) === 0;

/**
 * Grace is what a stored period gives. Where there is none, because it was never stored or not yet, there is no
 * grace either, so that a fault can make people set up a second factor early but can never let them put it off for
 * ever. Flows store the periods that are to start (`periodsToStart`) before they decide.
 */
export const pressureOf = (
  policy: RequiringPolicy,
  user: UserFacts,
  settings: DecisionSettings,
  now: Instant,
): Pressure => {
  const { strength } = policy.demand;
  if (strength === 'none' || strength === 'forced') return strength;
  if (strength === 'soft') {
    const period = periodOf(policy, user);
    if (period === undefined) return 'forced';
    if (isOver(period, now)) return 'expired';
    if (user.enrollmentDueFromActivation && settings.enrollAtActivation) return 'forced';
  }
  return settings.strictProfile ? 'forced' : strength;
};
