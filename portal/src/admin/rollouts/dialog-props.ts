import type { Rollout } from '@sallyport/contract/rollouts.ts';

/** Of a dialog about one rollout. */
export interface DialogProps {
  rollout: Rollout;
  onDone: () => void;
}
