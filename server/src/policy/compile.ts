import { administratorsPolicy, strictProfilePolicy } from './built-in.ts';
import { type Criterion, conditionCriteria, scopeCriteria } from './criteria.ts';
import { allMethods, type MethodSet, methodSet } from './method-set.ts';
import type { Because, Facts, Policy, Requirement, UserFacts } from './model.ts';

/** What a policy asks of those it matches, ready to be weighed. */
export type Demand = {
  /** Not yet narrowed to the methods that are enabled. */
  readonly allowed: MethodSet;
  readonly owed: MethodSet;
  readonly rememberDevices: boolean;
} & (
  | { readonly strength: 'none' | 'optional' | 'forced' }
  | { readonly strength: 'soft'; readonly days: number }
);

interface Prepared {
  /** What it was made of: for `explain`. */
  readonly definition: Policy;
  readonly because: Because;
  readonly state: Policy['state'];
  readonly scope: readonly Criterion<UserFacts>[];
  readonly conditions: readonly Criterion<Facts>[];
}
export interface DenyingPolicy extends Prepared {
  readonly demand: null;
}
export interface RequiringPolicy extends Prepared {
  readonly demand: Demand;
}
export type CompiledPolicy = DenyingPolicy | RequiringPolicy;

declare const complete: unique symbol;
/** Only `compile` makes one, so that the built-in policies are never forgotten. */
export type CompiledPolicies = readonly CompiledPolicy[] & { readonly [complete]: true };

const compileDemand = (requirement: Requirement): Demand => {
  const common = {
    allowed: requirement.allowed === undefined ? allMethods : methodSet(requirement.allowed),
    owed: methodSet(requirement.owed),
    rememberDevices: requirement.rememberDevices,
  };
  return requirement.strength === 'soft'
    ? { ...common, strength: 'soft', days: requirement.days }
    : { ...common, strength: requirement.strength };
};

const compilePolicy = (policy: Policy): CompiledPolicy => {
  const prepared: Prepared = {
    definition: policy,
    because: { policy: policy.id, name: policy.name, kind: policy.kind },
    state: policy.state,
    scope: scopeCriteria(policy),
    conditions: conditionCriteria(policy.when),
  };
  return policy.action.kind === 'deny'
    ? { ...prepared, demand: null }
    : { ...prepared, demand: compileDemand(policy.action.requirement) };
};

const builtIn = [administratorsPolicy, strictProfilePolicy].map(compilePolicy);

/**
 * Prepares the organisation's policies, once for each change of them. Never throws: what cannot be read, a network
 * or a time zone, becomes a criterion that is `unknown` (rule 10).
 */
export const compile = (policies: readonly Policy[]): CompiledPolicies =>
  [...builtIn, ...policies.map(compilePolicy)] as unknown as CompiledPolicies;

/**
 * Adds what is required of one user by name. Those policies are loaded with their user, and compiled here in
 * passing, so that a hundred thousand of them cost the other users nothing.
 */
export const withOwn = (policies: CompiledPolicies, own: readonly Policy[]): CompiledPolicies =>
  own.length === 0 ? policies : ([...policies, ...own.map(compilePolicy)] as unknown as CompiledPolicies);

/** As though that one of them were on. */
export const withOneOn = (policies: CompiledPolicies, one: CompiledPolicy): CompiledPolicies =>
  policies.map((policy) =>
    policy === one ? { ...policy, state: 'on' } : policy,
  ) as unknown as CompiledPolicies;
