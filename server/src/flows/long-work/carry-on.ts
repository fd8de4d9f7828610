import type { Job } from '../../ports/jobs.ts';
import { StorageUnavailable } from '../../ports/unavailable.ts';
import type { AdministerDeps } from '../administer/deps.ts';
import { judgedNow } from '../time.ts';
import { giveWay } from './give-way.ts';
import { workers } from './workers.ts';

/**
 * Works on a job that this process has claimed, a page at a time, until it has ended or `signal` says to stop: then
 * another process, or the next start, goes on with it at once.
 * @throws what it failed of; it has failed for ever then, unless the database is out of reach
 */
export const carryOn = async (
  deps: AdministerDeps,
  claimed: Job,
  signal: AbortSignal,
  onPage: (job: Job) => void = () => undefined,
): Promise<void> => {
  try {
    const work = workers(deps)[claimed.kind];
    if (work === undefined) throw new Error(`nobody knows how to do “${claimed.kind}”`);
    let job: Job | undefined = claimed;
    while (job?.state === 'running' && !signal.aborted) {
      job = await work(job, await judgedNow(deps.clock, deps.read.audit));
      if (job !== undefined) onPage(job);
      await giveWay(deps.traffic);
    }
    if (job?.state === 'running') await deps.transact(({ jobs }) => jobs.giveBack(claimed.id));
  } catch (error) {
    await fail(deps, claimed, error);
    throw error;
  }
};

/** What fails once fails for ever. Not where the database is out of reach: that work goes on once it is stale. */
const fail = async (
  { clock, read, transact }: AdministerDeps,
  { id }: Job,
  error: unknown,
): Promise<void> => {
  if (error instanceof StorageUnavailable) return;
  const said = error instanceof Error ? error.message : String(error);
  const now = await judgedNow(clock, read.audit);
  await transact(({ jobs }) => jobs.finish(id, said, now));
};
