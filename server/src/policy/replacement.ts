import { settableUp } from './holdings.ts';
import { enrollable, enrollableIn } from './method-set.ts';
import { becauseOf, type Step } from './step.ts';
import { unmetPeriods } from './unmet-periods.ts';

/**
 * Whoever got in by a temporary access code alone has lost what they set up, or not got it at hand (N11). While that
 * proof is fresh they may set up another authenticator, of any method; it can be skipped, for a telephone may just
 * lie at home. An expired period bars it like every other way to enroll (rule 4).
 */
export const replacement: Step = ({ facts, policies, demands, holdings, allowed }) => {
  const { proofs, skipped, request, user, settings, now } = facts;
  const byCodeAlone = proofs.length > 0 && proofs.every(({ method }) => method === 'temporary-access-code');
  if (!byCodeAlone || skipped) return null;
  if (unmetPeriods(user, policies, settings, now, holdings).over.length > 0) return null;
  const methods = enrollableIn(allowed & enrollable & settableUp(request));
  if (methods.length === 0) return null;
  return {
    outcome: 'enroll',
    strength: 'optional',
    methods,
    skippable: true,
    afterAccessCode: true,
    because: becauseOf(demands),
  };
};
