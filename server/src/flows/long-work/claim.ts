import type { JobId } from '../../kernel/ids.ts';
import { seconds } from '../../kernel/instant.ts';
import type { Job } from '../../ports/jobs.ts';
import type { AdministerDeps } from '../administer/deps.ts';
import { judgedNow } from '../time.ts';

/** A process that works on a job and says nothing for so long is taken to be gone. */
const staleAfter = seconds(15);

/** A job that nobody works on, to be worked on by this process: the oldest, or the one named. */
export const claimJob = async (
  { clock, read, transact }: Pick<AdministerDeps, 'clock' | 'read' | 'transact'>,
  id?: JobId,
): Promise<Job | undefined> => {
  const now = await judgedNow(clock, read.audit);
  return transact(({ jobs }) => jobs.claim(now, now - staleAfter, id));
};
