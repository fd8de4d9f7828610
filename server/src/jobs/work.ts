import { setImmediate as breathe } from 'node:timers/promises';
import { sweepOn } from '../flows/roll-out/sweep.ts';
import type { Clock } from '../kernel/clock.ts';
import { minutes } from '../kernel/instant.ts';
import type { Job } from '../ports/jobs.ts';
import type { Repositories } from '../ports/repositories.ts';
import type { Transactions } from '../ports/transactions.ts';
import type { Task } from './runner.ts';

type Source = Pick<
  Repositories,
  'jobs' | 'users' | 'groups' | 'standings' | 'policies' | 'periods' | 'settings'
>;

export interface WorkDeps {
  readonly clock: Clock;
  readonly transact: Transactions<Source>;
}

/** A process that works on a job and says nothing for so long is taken to be gone. */
const staleAfter = minutes(1);

/** Takes up long work, a page at a time; what was begun by a process that is gone goes on where it stood. */
export const workOnJobs = (deps: WorkDeps): Task => ({
  name: 'work-on-jobs',
  async run(signal) {
    const { clock, transact } = deps;
    const job = await transact(({ jobs }) => jobs.claim(clock.now(), clock.now() - staleAfter));
    if (job === undefined) return false;
    await workOn(deps, job, signal);
    return true;
  },
});

/** On the way out the job is left as it is: whoever claims it once it is stale goes on. */
const workOn = async ({ clock, transact }: WorkDeps, claimed: Job, signal: AbortSignal): Promise<void> => {
  let job: Job | undefined = claimed;
  while (job?.state === 'running' && !signal.aborted) {
    job = await sweepOn(transact, job.id, clock.now());
    await breathe();
  }
};
