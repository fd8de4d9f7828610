import type { CompiledPolicies, CompiledPolicy } from './compile.ts';
import { applies, type Criterion, type CriterionName, type Verdict } from './criteria.ts';
import { conclude, undecidable } from './decide.ts';
import { type Lift, lift } from './matching.ts';
import type { Because, Decision, Facts, Policy } from './model.ts';

export interface Evidence {
  readonly criterion: CriterionName;
  readonly verdict: Verdict;
}

/** What came of a policy. `missed`: a criterion did. A lift, `off` or `report-only`: it would have applied. */
export type Effect = 'applied' | 'missed' | 'off' | 'report-only' | Lift;

export interface PolicyEvidence extends Because {
  readonly definition: Policy;
  readonly effect: Effect;
  readonly criteria: readonly Evidence[];
}

export interface Explanation {
  readonly decision: Decision;
  /** Every policy, whether it applied or not. */
  readonly policies: readonly PolicyEvidence[];
}

const evidence = <Subject>(criteria: readonly Criterion<Subject>[], subject: Subject): Evidence[] =>
  criteria.map(({ name, judge }) => ({ criterion: name, verdict: judge(subject) }));

const effectOf = (policy: CompiledPolicy, criteria: readonly Evidence[], facts: Facts): Effect => {
  if (!criteria.every(({ verdict }) => applies(verdict))) return 'missed';
  if (policy.state !== 'on') return policy.state;
  return (policy.demand && lift(policy, facts.user, facts.settings, facts.now)) ?? 'applied';
};

const examine = (policy: CompiledPolicy, facts: Facts): PolicyEvidence => {
  const criteria = [...evidence(policy.scope, facts.user), ...evidence(policy.conditions, facts)];
  return {
    ...policy.because,
    definition: policy.definition,
    effect: effectOf(policy, criteria, facts),
    criteria,
  };
};

/** `decide`, showing its reasons: for every policy, each of its criteria hit or missed. Never throws. */
export const explain = (facts: Facts, policies: CompiledPolicies): Explanation => {
  try {
    const examined = policies.map((policy) => ({ policy, evidence: examine(policy, facts) }));
    const applied = examined.filter(({ evidence }) => evidence.effect === 'applied');
    return {
      decision: conclude(
        facts,
        policies,
        applied.map(({ policy }) => policy),
      ),
      policies: examined.map(({ evidence }) => evidence),
    };
  } catch {
    return { decision: undecidable, policies: [] };
  }
};
