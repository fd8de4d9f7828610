import { days } from '../kernel/instant.ts';
import { type CompiledPolicies, type CompiledPolicy, withOneOn } from './compile.ts';
import { courseOf } from './course.ts';
import { isAbout } from './matching.ts';
import type { Because, Decision, Facts } from './model.ts';
import { periodOf } from './periods.ts';

/** What a policy in report-only would have done to a login, the strictest first. */
export const reportOnlyOutcomes = ['denied', 'forced-enrollment', 'enrollment', 'asked', 'nothing'] as const;
export type ReportOnlyOutcome = (typeof reportOnlyOutcomes)[number];

/** What meets the user at one step, without the reasons. */
const stepOf = (decision: Decision): string => {
  switch (decision.outcome) {
    case 'challenge':
      return `challenge ${decision.methods.join()}`;
    case 'enroll':
      return `enroll ${decision.skippable} ${decision.methods.join()}`;
    case 'allow':
    case 'deny':
      return decision.outcome;
  }
};

const severityOf = (decision: Decision): ReportOnlyOutcome => {
  switch (decision.outcome) {
    case 'deny':
      return 'denied';
    case 'enroll':
      return decision.skippable ? 'enrollment' : 'forced-enrollment';
    case 'challenge':
      return 'asked';
    case 'allow':
      return 'nothing';
  }
};

/** Nobody's periods start while a policy only reports: each login is taken for the first that meets it. */
const withItsPeriod = (facts: Facts, policy: CompiledPolicy): Facts => {
  if (policy.demand === null || policy.demand.strength !== 'soft' || periodOf(policy, facts.user))
    return facts;
  const period = {
    policy: policy.because.policy,
    startedAt: facts.now,
    deadline: facts.now + days(policy.demand.days),
  };
  return { ...facts, user: { ...facts.user, periods: [...facts.user.periods, period] } };
};

const outcomeOf = (facts: Facts, policies: CompiledPolicies, policy: CompiledPolicy): ReportOnlyOutcome => {
  const was = courseOf(facts, policies);
  const would = courseOf(withItsPeriod(facts, policy), withOneOn(policies, policy));
  if (was.map(stepOf).join() === would.map(stepOf).join()) return 'nothing';
  const severities = would.map(severityOf);
  return reportOnlyOutcomes.find((outcome) => severities.includes(outcome)) ?? 'nothing';
};

export interface ReportOnlyHit {
  readonly policy: Because;
  readonly outcome: ReportOnlyOutcome;
}

/**
 * What each policy in report-only that is about this login would have done to it, from the password on, by the very
 * decision, with that one switched on beside those that are.
 */
export const reportOnlyHits = (facts: Facts, policies: CompiledPolicies): ReportOnlyHit[] => {
  const reporting = policies.filter((policy) => policy.state === 'report-only' && isAbout(policy, facts));
  if (reporting.length === 0) return [];
  const fromThePassword = { ...facts, proofs: [], skipped: false };
  return reporting.map((policy) => ({
    policy: policy.because,
    outcome: outcomeOf(fromThePassword, policies, policy),
  }));
};
