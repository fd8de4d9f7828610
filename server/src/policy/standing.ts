import type { Instant } from '../kernel/instant.ts';
import type { CompiledPolicies, RequiringPolicy } from './compile.ts';
import { type Holdings, holdingsOf } from './holdings.ts';
import { demandsOnUser } from './matching.ts';
import { enrollableIn } from './method-set.ts';
import type { DecisionSettings, EnrollableMethod, EnrollmentStatus, Standing, UserFacts } from './model.ts';
import { isMet, type Pressure, pressureOf, pressures } from './pressure.ts';
import { type UnmetPeriods, unmetPeriods } from './unmet-periods.ts';

interface Required {
  readonly policy: RequiringPolicy;
  readonly met: boolean;
  readonly pressure: Pressure;
}

const worstFirst = (a: Required, b: Required): number =>
  Number(a.met) - Number(b.met) || pressures.indexOf(b.pressure) - pressures.indexOf(a.pressure);

const requiredOf = (
  user: UserFacts,
  policies: CompiledPolicies,
  settings: DecisionSettings,
  now: Instant,
  holdings: Holdings,
): Required[] =>
  demandsOnUser(user, policies, settings, now)
    .map((policy) => ({
      policy,
      met: isMet(policy.demand, holdings),
      pressure: pressureOf(policy, user, settings, now),
    }))
    .filter(({ pressure }) => pressure !== 'none' && pressure !== 'optional')
    .sort(worstFirst);

const statusOf = (
  user: UserFacts,
  holdings: Holdings,
  unmet: readonly Required[],
  { over, live }: UnmetPeriods,
): EnrollmentStatus => {
  if (user.state === 'staged') return 'pre-enrollment';
  if (over.length > 0) return 'expired';
  if (live.length > 0) return 'in-enrollment-period';
  return unmet.length === 0 && holdings.enrolled !== 0 ? 'enrolled' : 'not-enrolled';
};

/**
 * How a user stands: the worst that `decide` could say, over all resources and conditions (rule 16). `required` is
 * what a soft or forced policy makes it, met or not; `because` names those, the most pressing first. Whoever is in a
 * period is shown in it even where another policy forces them at once: it is the period that locks them out.
 * A suspended user stands as they would if they were reactivated.
 */
export const standing = (
  user: UserFacts,
  policies: CompiledPolicies,
  settings: DecisionSettings,
  now: Instant,
): Standing => {
  const holdings = holdingsOf(user, settings);
  const required = requiredOf(user, policies, settings, now, holdings);
  const unmet = required.filter(({ met }) => !met);
  const periods = unmetPeriods(user, policies, settings, now, holdings);
  const [ruling] = periods.over.length > 0 ? periods.over : periods.live;
  const owed = unmet.reduce((all, { policy }) => all | policy.demand.owed, 0) & ~holdings.enrolled;
  return {
    status: statusOf(user, holdings, unmet, periods),
    required: required.length > 0,
    because: required.map(({ policy }) => policy.because),
    ...(ruling && { period: ruling.period }),
    owed: enrollableIn(owed),
  };
};

/**
 * The status of one method alone (A1): set up; pressed for, as the user as a whole is, where it is owed or nothing is
 * set up yet; else not enrolled, which nobody minds.
 * @param usable the methods of which the user has an authenticator in working order
 */
export const statusOfMethod = (
  { status, owed }: Standing,
  method: EnrollableMethod,
  usable: ReadonlySet<EnrollableMethod>,
): EnrollmentStatus => {
  if (usable.has(method)) return 'enrolled';
  return status === 'pre-enrollment' || usable.size === 0 || owed.includes(method) ? status : 'not-enrolled';
};
