import type { AdministerDeps } from '../flows/administer/deps.ts';
import { carryOn } from '../flows/long-work/carry-on.ts';
import { claimJob } from '../flows/long-work/claim.ts';
import type { Task } from './runner.ts';

/** Takes up long work; what was begun by a process that is gone goes on where it stood. */
export const workOnJobs = (deps: AdministerDeps): Task => ({
  name: 'work-on-jobs',
  async run(signal) {
    const job = await claimJob(deps);
    if (job === undefined) return false;
    await carryOn(deps, job, signal);
    return true;
  },
});
