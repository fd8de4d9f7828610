import { setImmediate as breathe } from 'node:timers/promises';
import { sweepOn } from '../flows/roll-out/sweep.ts';
import { judgedNow } from '../flows/time.ts';
import type { Clock } from '../kernel/clock.ts';
import { minutes } from '../kernel/instant.ts';
import type { Job } from '../ports/jobs.ts';
import type { Repositories } from '../ports/repositories.ts';
import type { Transactions } from '../ports/transactions.ts';
import { StorageUnavailable } from '../ports/unavailable.ts';
import type { Task } from './runner.ts';

type Source = Pick<
  Repositories,
  'jobs' | 'users' | 'groups' | 'standings' | 'policies' | 'periods' | 'settings'
>;

export interface WorkDeps {
  readonly clock: Clock;
  readonly read: Pick<Repositories, 'audit'>;
  readonly transact: Transactions<Source>;
}

/** A process that works on a job and says nothing for so long is taken to be gone. */
const staleAfter = minutes(1);

/** Takes up long work, a page at a time; what was begun by a process that is gone goes on where it stood. */
export const workOnJobs = (deps: WorkDeps): Task => ({
  name: 'work-on-jobs',
  async run(signal) {
    const now = await judgedNow(deps.clock, deps.read.audit);
    const job = await deps.transact(({ jobs }) => jobs.claim(now, now - staleAfter));
    if (job === undefined) return false;
    try {
      await workOn(deps, job, signal);
    } catch (error) {
      await fail(deps, job, error);
      throw error;
    }
    return true;
  },
});

/** On the way out the job is left as it is: whoever claims it once it is stale goes on. */
const workOn = async (
  { clock, read, transact }: WorkDeps,
  claimed: Job,
  signal: AbortSignal,
): Promise<void> => {
  let job: Job | undefined = claimed;
  while (job?.state === 'running' && !signal.aborted) {
    job = await sweepOn(transact, job.id, await judgedNow(clock, read.audit));
    await breathe();
  }
};

/** What fails once fails for ever. Not where the database is out of reach: that work goes on once it is stale. */
const fail = async ({ clock, read, transact }: WorkDeps, { id }: Job, error: unknown): Promise<void> => {
  if (error instanceof StorageUnavailable) return;
  const said = error instanceof Error ? error.message : String(error);
  const now = await judgedNow(clock, read.audit);
  await transact(({ jobs }) => jobs.finish(id, said, now));
};
