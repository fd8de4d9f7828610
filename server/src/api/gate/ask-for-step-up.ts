import { Refusal } from '../../ports/refusal.ts';
import type { Step } from './approach.ts';

/** What changes factors or powers needs a proof of the last minutes (ASVS 7.5.1); a token has nothing to prove with. */
export const askForStepUp: Step = ({ stepUp }, caller) => {
  const proved = caller?.kind === 'token' || (caller?.kind === 'session' && caller.steppedUpUntil !== null);
  if (stepUp && !proved) {
    throw new Refusal('step-up-required', 'Prove a second factor once more, then repeat this.');
  }
  return caller;
};
