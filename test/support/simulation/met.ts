import type { PreviewCategory } from '@sallyport/contract/preview.ts';
import type { SignInState } from '@sallyport/contract/sign-in.ts';
import { decideFor, type Standpoint } from '../../../server/src/flows/standpoint.ts';
import type { Instant } from '../../../server/src/kernel/instant.ts';
import type { Decision, ProofFact } from '../../../server/src/policy/model.ts';

/** What somebody meets with after the password, in the words of the preview. */
export interface Met {
  readonly category: PreviewCategory;
  /** Of what is to be set up by then. */
  readonly deadline?: Instant;
}

/** People sign in from home: nowhere is more required of them. */
export const home = '203.0.113.9';
/** The network within which less is. */
export const officeNetwork = '10.0.0.0/8';

/** What a sign-in said of itself, step by step. */
export const metInSignIn = (states: readonly SignInState[]): Met => {
  if (states.some(({ state }) => state === 'denied')) return { category: 'locked-out' };
  const enrollment = states.find((state) => state.enrollment)?.enrollment;
  if (enrollment?.strength === 'forced') return { category: 'enroll-now' };
  if (enrollment?.strength === 'soft')
    return {
      category: 'enroll-by-deadline',
      ...(enrollment.deadline !== undefined && { deadline: Date.parse(enrollment.deadline) }),
    };
  return { category: states.some(({ challenge }) => challenge) ? 'asked' : 'unaffected' };
};

/** What they would meet with, were they to sign in. */
export const metByDeciding = (standpoint: Standpoint): Met => {
  const first = decideAtHome(standpoint, []);
  if (first.outcome !== 'challenge') return metInDecision(first);
  const { preferred: method } = first;
  const then = metInDecision(decideAtHome(standpoint, [{ method, at: standpoint.now, byEnrolling: false }]));
  return then.category === 'unaffected' ? { category: 'asked' } : then;
};

const decideAtHome = (standpoint: Standpoint, proofs: readonly ProofFact[]): Decision =>
  decideFor(standpoint, { resource: { kind: 'portal' }, address: home, proofs, skipped: false });

const metInDecision = (decision: Decision): Met => {
  switch (decision.outcome) {
    case 'deny':
      return { category: 'locked-out' };
    case 'challenge':
      return { category: 'asked' };
    case 'allow':
      return { category: 'unaffected' };
    case 'enroll':
      if (decision.strength === 'forced') return { category: 'enroll-now' };
      if (decision.strength === 'optional') return { category: 'unaffected' };
      return {
        category: 'enroll-by-deadline',
        ...(decision.deadline !== undefined && { deadline: decision.deadline }),
      };
  }
};
