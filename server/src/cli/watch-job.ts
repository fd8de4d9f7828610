import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from '@sallyport/contract/jobs.ts';
import { getJob } from '../flows/administer/jobs.ts';
import { carryOn } from '../flows/long-work/carry-on.ts';
import { claimJob } from '../flows/long-work/claim.ts';
import { asId, type JobId } from '../kernel/ids.ts';
import type { Installation } from './parts.ts';
import { progressBar } from './progress-bar.ts';
import type { Terminal } from './terminal.ts';

/** Between two looks at a job that a server works on, in milliseconds. */
const pause = 200;

/**
 * Sees a job through: works on it here, unless a running server has taken it up. A terminal shows how far it is; Ctrl-C
 * leaves the rest to a server, or to whoever claims it next.
 */
export const seeThrough = async (
  installation: Installation,
  { interactive, showProgress }: Pick<Terminal, 'interactive' | 'showProgress'>,
  id: string,
): Promise<Job> => {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once('SIGINT', stop);
  const show = (job: Pick<Job, 'done' | 'total'>) => interactive && showProgress(progressBar(job));
  try {
    for (;;) {
      const job = await getJob(installation)(id);
      show(job);
      if (job.endedAt !== undefined || stopping.signal.aborted) return job;
      const claimed = await claimJob(installation, asId<JobId>(id));
      if (claimed === undefined) await sleep(pause);
      else await carryOn(installation, claimed, stopping.signal, show);
    }
  } finally {
    process.off('SIGINT', stop);
    if (interactive) showProgress(null);
  }
};
