import type { Instant } from '../kernel/clock.ts';
import type { CompiledPolicies } from './compile.ts';
import { decide } from './decide.ts';
import { demandsOnUser } from './matching.ts';
import { bitOf, enrollable, methodSet, strongMethods } from './method-set.ts';
import type { Because, DecisionSettings, Facts, MethodKind, UserFacts } from './model.ts';
import { isMeetable } from './pressure.ts';

/** Why a change is refused before it is saved. */
export type Refused =
  /** No strong method would be left to set up. */
  | { readonly code: 'no-method-enabled' }
  /** A browser is not at hand everywhere: WebAuthn needs TOTP beside it (N5). */
  | { readonly code: 'webauthn-alone' }
  /** These could no longer be met by anybody: a method they owe, or all that they allow, would be missing. */
  | { readonly code: 'policy-unmeetable'; readonly because: readonly Because[] };

/** Whether the organisation can go on with these methods and these policies. Null: nothing against it. */
export const refuseMethods = (
  enabledMethods: ReadonlySet<MethodKind>,
  policies: CompiledPolicies,
): Refused | null => {
  const enabled = methodSet(enabledMethods);
  const choices = enabled & enrollable & strongMethods;
  if (choices === 0) return { code: 'no-method-enabled' };
  if ((enabled & enrollable) === bitOf('webauthn')) return { code: 'webauthn-alone' };
  const unmeetable = policies.filter(
    ({ state, demand }) =>
      state === 'on' && demand !== null && !isMeetable(demand.allowed & enabled, demand.owed),
  );
  if (unmeetable.length === 0) return null;
  return { code: 'policy-unmeetable', because: unmeetable.map(({ because }) => because) };
};

/**
 * Rule 6: the policies that, taken together, leave this user nothing to set up; empty if they leave something. All
 * circumstances are taken together, so it may object to policies that could never meet in one login.
 */
export const contradictions = (
  user: UserFacts,
  policies: CompiledPolicies,
  settings: DecisionSettings,
  now: Instant,
): Because[] => {
  const demands = demandsOnUser(user, policies, settings, now);
  let allowed = methodSet(settings.enabledMethods);
  let owed = 0;
  for (const { demand } of demands) {
    allowed &= demand.allowed;
    owed |= demand.owed;
  }
  return demands.length === 0 || isMeetable(allowed, owed) ? [] : demands.map(({ because }) => because);
};

/**
 * Rule 12: whether a change would shut somebody out, who is let in or asked for something under the policies that
 * hold now. To be asked of the author of the change, with the facts of their session, and of the owners.
 */
export const locksOut = (facts: Facts, before: CompiledPolicies, after: CompiledPolicies): boolean =>
  decide(facts, after).outcome === 'deny' && decide(facts, before).outcome !== 'deny';
