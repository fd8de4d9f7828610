import { type AuthenticatorId, asId } from '../kernel/ids.ts';
import type { CompiledPolicies } from './compile.ts';
import { decide } from './decide.ts';
import { type Decision, type Facts, methodKinds } from './model.ts';

/** Each method is proved at most once, and set up at most once, before the end. */
const mostSteps = 2 * methodKinds.length + 1;

/** The facts once the user has done what the decision asks, by the method that is put first; null at the end. */
const afterDoing = (facts: Facts, decision: Decision): Facts | null => {
  switch (decision.outcome) {
    case 'challenge':
      return withProof(facts, { method: decision.preferred, byEnrolling: false });
    case 'enroll': {
      const [method] = decision.methods;
      if (method === undefined) return null;
      const authenticator = { id: asId<AuthenticatorId>(`new-${method}`), method, disabled: false };
      const authenticators = [...facts.user.authenticators, authenticator];
      return withProof({ ...facts, user: { ...facts.user, authenticators } }, { method, byEnrolling: true });
    }
    case 'allow':
    case 'deny':
      return null;
  }
};

const withProof = (facts: Facts, proof: Omit<Facts['proofs'][number], 'at'>): Facts => ({
  ...facts,
  proofs: [...facts.proofs, { ...proof, at: facts.now }],
});

/**
 * How a login goes on from these facts if the user does whatever is asked: every decision on the way, the last of them
 * `allow` or `deny`.
 */
export const courseOf = (facts: Facts, policies: CompiledPolicies): readonly [Decision, ...Decision[]] => {
  const first = decide(facts, policies);
  const course: [Decision, ...Decision[]] = [first];
  let after = afterDoing(facts, first);
  while (after !== null && course.length < mostSteps) {
    const decision = decide(after, policies);
    course.push(decision);
    after = afterDoing(after, decision);
  }
  return course;
};
