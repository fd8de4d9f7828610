import { advanceRollouts } from '../flows/rollouts/advance.ts';
import { type WatchDeps, watchRollouts } from '../flows/rollouts/watch.ts';
import type { Task } from './runner.ts';

/** Announces and starts waves when their time has come; pauses a rollout that goes badly. */
export const keepRolloutsGoing = (deps: WatchDeps): Task => ({
  name: 'rollouts',
  async run() {
    // First, so that nothing starts that a threshold has just spoken against.
    await watchRollouts(deps);
    return advanceRollouts(deps);
  },
});
