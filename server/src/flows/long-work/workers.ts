import type { Instant } from '../../kernel/instant.ts';
import type { Job } from '../../ports/jobs.ts';
import { serveExempt } from '../administer/bulk/exempt.ts';
import { oneByOne } from '../administer/bulk/one-by-one.ts';
import { serveRequire } from '../administer/bulk/require.ts';
import { resetOne } from '../administer/bulk/reset.ts';
import { type Serve, workOnBulk } from '../administer/bulk/work.ts';
import type { AdministerDeps } from '../administer/deps.ts';
import { remindUser } from '../administer/users/remind.ts';
import { sweepOn } from '../roll-out/sweep.ts';

/** Does one page of a job, in a transaction of its own, and answers with the job as it stands then. */
type Worker = (job: Job, now: Instant) => Promise<Job | undefined>;

/** Who works on each kind of job. */
export const workers = (deps: AdministerDeps): Readonly<Record<string, Worker>> => {
  const bulk =
    <Input>(serve: Serve<Input>): Worker =>
    (job, now) =>
      workOnBulk(deps.transact, serve, job, now);
  return {
    'roll-out': ({ id }, now) => sweepOn(deps.transact, id, now),
    require: bulk(serveRequire(deps)),
    reset: bulk(oneByOne(deps, resetOne)),
    remind: bulk(oneByOne(deps, remindUser)),
    exempt: bulk(serveExempt(deps)),
  };
};
