import type { Instant } from '../../kernel/instant.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Administrator } from '../caller.ts';

/**
 * Where only some of what a call can change needs a proof of the last minutes, it is asked for here and not at the gate;
 * of sessions, as there.
 * @throws Refusal `step-up-required`
 */
export const refuseWithoutProof = (caller: Administrator, now: Instant): void => {
  if (caller.kind === 'session' && (caller.steppedUpUntil ?? now) <= now)
    throw new Refusal('step-up-required', 'Prove a second factor once more, then repeat this.');
};
