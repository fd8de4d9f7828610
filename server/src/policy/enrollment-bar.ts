import type { Instant } from '../kernel/instant.ts';
import type { CompiledPolicies } from './compile.ts';
import { holdingsOf } from './holdings.ts';
import { bitOf } from './method-set.ts';
import type { AuthenticatorFact, DecisionSettings, EnrollableMethod, UserFacts } from './model.ts';
import { unmetPeriods } from './unmet-periods.ts';

/** What keeps somebody who is signed in from setting up a second factor, however well they proved who they are. */
export type EnrollmentBar =
  /** The organisation does not use the method. */
  | { readonly by: 'method' }
  /** An enrollment period has expired (rule 4): an administrator resets it. `since`: its deadline. */
  | { readonly by: 'period'; readonly since: Instant };

/**
 * Whether this user may set up this method, on whatever way in. Null: nothing against it.
 *
 * An expired period leaves renewing open: one authenticator in working order for another of its method changes
 * nothing of what counts, and a secret that leaked must not stay in use until an administrator has time. One that is
 * disabled counts for nothing, so renewing it would be enrolling.
 * @param replaces the user's authenticator of the same method that goes when the new one is confirmed
 */
export const enrollmentBar = (
  user: UserFacts,
  method: EnrollableMethod,
  replaces: AuthenticatorFact | null,
  policies: CompiledPolicies,
  settings: DecisionSettings,
  now: Instant,
): EnrollmentBar | null => {
  const holdings = holdingsOf(user, settings);
  if ((holdings.enabled & bitOf(method)) === 0) return { by: 'method' };
  if (replaces !== null && !replaces.disabled) return null;
  const [earliest] = unmetPeriods(user, policies, settings, now, holdings).over;
  return earliest === undefined ? null : { by: 'period', since: earliest.period.deadline };
};
