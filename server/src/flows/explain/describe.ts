import type { ExplainedDecision, ExplainedPolicy, Explanation } from '@sallyport/contract/explain.ts';
import { type Instant, isoTime } from '../../kernel/instant.ts';
import type { CompiledPolicies } from '../../policy/compile.ts';
import { courseOf } from '../../policy/course.ts';
import { explain, type PolicyEvidence } from '../../policy/explain.ts';
import type { Action, Decision, Facts, MethodKind } from '../../policy/model.ts';
import { requiredBy } from '../sign-in/state.ts';
import type { Names } from './names.ts';
import { criterionInWords } from './words.ts';

/** The decision on these facts and all that led to it, in the words of the contract. */
export const describeExplanation = (
  facts: Facts,
  policies: CompiledPolicies,
  names: Names,
): Omit<Explanation, 'signIn'> => {
  const explained = explain(facts, policies);
  const [, ...afterwards] = courseOf(facts, policies);
  const because = new Set(explained.decision.because.map(({ policy }) => policy));
  return {
    at: isoTime(facts.now),
    decision: describeDecision(explained.decision),
    afterwards: afterwards.map(describeDecision),
    policies: explained.policies
      .toSorted((a, b) => nearness(a, because.has(a.policy)) - nearness(b, because.has(b.policy)))
      .map((evidence) => describePolicy(evidence, facts, names)),
    user: describeUser(facts, explained.policies, names),
    request: describeRequest(facts),
    settings: { ...facts.settings, enabledMethods: [...facts.settings.enabledMethods] },
  };
};

/** Those that led to the decision, that applied, that would have, that missed; last what the organisation does not use. */
const nearness = ({ effect }: PolicyEvidence, led: boolean): number => {
  if (led) return 0;
  switch (effect) {
    case 'applied':
      return 1;
    case 'missed':
      return 3;
    case 'strict-profile-off':
      return 4;
    default:
      return 2;
  }
};

const time = <Name extends string>(name: Name, at: Instant | undefined) =>
  (at === undefined ? {} : { [name]: isoTime(at) }) as { readonly [key in Name]?: string };

const describeDecision = (decision: Decision): ExplainedDecision => {
  const common = { outcome: decision.outcome, requiredBy: requiredBy(decision.because) };
  switch (decision.outcome) {
    case 'allow':
      return common;
    case 'challenge': {
      const others = decision.methods.filter((method) => method !== decision.preferred);
      return { ...common, methods: [decision.preferred, ...others] };
    }
    case 'enroll': {
      const { methods, strength, skippable, deadline } = decision;
      return { ...common, methods: [...methods], strength, skippable, ...time('deadline', deadline) };
    }
    case 'deny':
      return { ...common, code: decision.code, ...time('since', decision.since) };
  }
};

/** Methods allowed are said where they leave out one that is enabled. */
const asks = (action: Action, enabled: ReadonlySet<MethodKind>): ExplainedPolicy['asks'] => {
  if (action.kind === 'deny') return { strength: 'deny' };
  const { requirement } = action;
  const allowed = new Set(requirement.allowed ?? enabled);
  return {
    strength: requirement.strength,
    ...(requirement.strength === 'soft' && { days: requirement.days }),
    ...(!enabled.isSubsetOf(allowed) && { allowed: [...allowed] }),
    ...(requirement.owed.length > 0 && { owed: [...requirement.owed] }),
  };
};

const describePolicy = (
  { policy, name, kind, definition, effect, criteria }: PolicyEvidence,
  facts: Facts,
  names: Names,
): ExplainedPolicy => {
  const period = facts.user.periods.find((known) => known.policy === policy);
  return {
    policyId: policy,
    name,
    kind,
    state: definition.state,
    effect,
    asks: asks(definition.action, facts.settings.enabledMethods),
    ...(period && { period: { startedAt: isoTime(period.startedAt), deadline: isoTime(period.deadline) } }),
    criteria: criteria.map(({ criterion, verdict }) => ({
      criterion,
      verdict,
      ...criterionInWords(criterion, definition, facts, names),
    })),
  };
};

const describeUser = (
  { user, now }: Facts,
  policies: readonly PolicyEvidence[],
  names: Names,
): Explanation['user'] => {
  const policyNames = new Map(policies.map(({ policy, name }) => [policy, name]));
  const exemptUntil = Math.max(0, ...user.exemptions.map(({ until }) => until));
  return {
    id: user.id,
    ...(names.user && { username: names.user.username }),
    ...(names.user?.displayName !== undefined && { displayName: names.user.displayName }),
    state: user.state,
    ...(user.role !== null && { role: user.role }),
    groups: [...user.groups].map((id) => {
      const name = names.groups.get(id);
      return { id, ...(name !== undefined && { name }) };
    }),
    authenticators: user.authenticators.map(({ method, disabled }) => ({ method, disabled })),
    backupCodesLeft: user.backupCodesLeft,
    periods: user.periods.map(({ policy, startedAt, deadline }) => {
      const name = policyNames.get(policy);
      return {
        policyId: policy,
        ...(name !== undefined && { policy: name }),
        startedAt: isoTime(startedAt),
        deadline: isoTime(deadline),
      };
    }),
    ...time('accessCodeUntil', user.accessCodeUntil),
    ...time('onLeaveUntil', user.onLeaveUntil),
    ...(exemptUntil > now && { exemptUntil: isoTime(exemptUntil) }),
    enrollmentDueFromActivation: user.enrollmentDueFromActivation,
  };
};

const describeRequest = ({ request, proofs, skipped }: Facts): Explanation['request'] => ({
  resource: { ...request.resource },
  address: request.address,
  rememberedDevice: request.rememberedDevice,
  proofs: proofs.map(({ method, at, byEnrolling }) => ({ method, at: isoTime(at), byEnrolling })),
  skipped,
});
