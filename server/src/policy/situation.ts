import type { CompiledPolicies, CompiledPolicy, DenyingPolicy, RequiringPolicy } from './compile.ts';
import { type Holdings, holdingsOf } from './holdings.ts';
import { lift } from './matching.ts';
import type { MethodSet } from './method-set.ts';
import type { Facts } from './model.ts';
import { isMet, type Pressure, pressureOf } from './pressure.ts';

export interface WeighedDemand {
  readonly policy: RequiringPolicy;
  readonly met: boolean;
  readonly pressure: Pressure;
}

/** The facts, sorted for the steps of a decision. */
export interface Situation {
  readonly facts: Facts;
  /** All policies, for what does not depend on the request (rule 4). */
  readonly policies: CompiledPolicies;
  readonly denials: readonly DenyingPolicy[];
  /** Those in force here and now. */
  readonly demands: readonly WeighedDemand[];
  /** Whether any of them asks for more than `none`. */
  readonly required: boolean;
  readonly holdings: Holdings;
  /** Methods allowed are intersected, methods owed are united (rule 6). */
  readonly allowed: MethodSet;
  readonly owed: MethodSet;
}

/** @param matching those of the policies that match the facts */
export const situationOf = (
  facts: Facts,
  policies: CompiledPolicies,
  matching: readonly CompiledPolicy[],
): Situation => {
  const { user, settings, now } = facts;
  const holdings = holdingsOf(user, settings);
  const denials: DenyingPolicy[] = [];
  const demands: WeighedDemand[] = [];
  let allowed = holdings.enabled;
  let owed = 0;
  let required = false;
  for (const policy of matching) {
    if (policy.demand === null) {
      denials.push(policy);
    } else if (lift(policy, user, settings, now) === null) {
      const { demand } = policy;
      demands.push({
        policy,
        met: isMet(demand, holdings),
        pressure: pressureOf(policy, user, settings, now),
      });
      allowed &= demand.allowed;
      owed |= demand.owed;
      required ||= demand.strength !== 'none';
    }
  }
  return { facts, policies, denials, demands, required, holdings, allowed, owed };
};
