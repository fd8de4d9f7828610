import type { CompiledPolicies } from './compile.ts';
import { inScope } from './matching.ts';
import type { Action, Conditions, Policy, Requirement, UserFacts, Who } from './model.ts';

/**
 * Whether a change of a policy takes away from what it demands: of anybody, anywhere, at any time. What cannot be
 * compared counts as weaker, so that no wording gets round the second person (A12).
 * @param after undefined when it is deleted
 */
export const weakens = (before: Policy, after: Policy | undefined): boolean => {
  if (before.state !== 'on' || strengthOf(before.action) === 0) return false;
  if (after?.state !== 'on') return true;
  return (
    narrowerWho(before.who, after.who) ||
    after.excludedGroups.some((group) => !before.excludedGroups.includes(group)) ||
    narrowerConditions(before.when, after.when) ||
    gentler(before.action, after.action)
  );
};

/** Whether somebody would no longer be under a policy that asks something of them, because what is known of them changes. */
export const escapes = (policies: CompiledPolicies, before: UserFacts, after: UserFacts): boolean =>
  policies.some(
    (policy) =>
      policy.state === 'on' &&
      strengthOf(policy.definition.action) > 0 &&
      inScope(policy, before) &&
      !inScope(policy, after),
  );

const strengths = ['none', 'optional', 'soft', 'forced'] as const;

const strengthOf = (action: Action): number =>
  action.kind === 'deny' ? strengths.length : strengths.indexOf(action.requirement.strength);

const gentler = (before: Action, after: Action): boolean => {
  if (strengthOf(after) < strengthOf(before)) return true;
  return (
    before.kind === 'require' && after.kind === 'require' && asksLess(before.requirement, after.requirement)
  );
};

const asksLess = (before: Requirement, after: Requirement): boolean =>
  (before.strength === 'soft' && after.strength === 'soft' && after.days > before.days) ||
  before.owed.some((method) => !after.owed.includes(method)) ||
  (after.rememberDevices && !before.rememberDevices) ||
  (before.allowed !== undefined &&
    (after.allowed === undefined || after.allowed.some((method) => !before.allowed?.includes(method))));

const narrowerWho = (before: Who, after: Who): boolean => {
  if (after.kind === 'everyone') return false;
  if (before.kind === 'groups' && after.kind === 'groups')
    return before.groups.some((group) => !after.groups.includes(group));
  return !same(before, after);
};

const narrowerConditions = (before: Conditions, after: Conditions): boolean =>
  narrowerList(before.resourceKinds, after.resourceKinds) ||
  narrowerList(before.resources, after.resources) ||
  narrowerList(before.networks, after.networks) ||
  // Outside all of them: one more network is one more place where it does not hold.
  (after.outsideNetworks ?? []).some((network) => !before.outsideNetworks?.includes(network)) ||
  (after.times !== undefined && !same(before.times, after.times)) ||
  (after.rememberedDevice !== undefined && after.rememberedDevice !== before.rememberedDevice);

/** Hits any of those listed; without a list, everything. */
const narrowerList = (before: readonly string[] | undefined, after: readonly string[] | undefined): boolean =>
  after !== undefined && (before === undefined || before.some((entry) => !after.includes(entry)));

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
