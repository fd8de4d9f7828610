import type { Job } from '@sallyport/contract/requirements.ts';
import { asId, type JobId } from '../../kernel/ids.ts';
import { isoTime } from '../../kernel/instant.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Look } from './act.ts';

/** How far long work is. @throws Refusal `not-found` */
export const getJob =
  ({ read }: Look<'jobs'>) =>
  async (id: string): Promise<Job> => {
    const job = await read.jobs.byId(asId<JobId>(id));
    if (job === undefined) throw new Refusal('not-found', 'There is no such job.');
    const { kind, state, done, total, createdAt, error } = job;
    return {
      id: job.id,
      kind,
      state,
      done,
      total,
      createdAt: isoTime(createdAt),
      ...(error !== null && { error }),
    };
  };
