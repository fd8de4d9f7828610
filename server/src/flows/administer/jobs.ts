import type { Job, JobFailureList, JobFailureQuery, JobList, JobQuery } from '@sallyport/contract/jobs.ts';
import type { z } from 'zod';
import { definedOnly } from '../../kernel/defined-only.ts';
import { asId, type JobId } from '../../kernel/ids.ts';
import { isoTime } from '../../kernel/instant.ts';
import { permissionsOf } from '../../policy/roles.ts';
import type { Job as StoredJob } from '../../ports/jobs.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Administrator } from '../caller.ts';
import { type Act, act, jobSubject, type Look } from './act.ts';
import { bulkPermissions, isBulkKind } from './bulk/permissions.ts';

export const describeJob = (job: StoredJob): Job => ({
  id: job.id,
  kind: job.kind,
  state: job.state,
  done: job.done,
  total: job.total,
  failures: job.failures,
  cancellable: isBulkKind(job.kind) && job.endedAt === null,
  startedBy: job.startedBy,
  createdAt: isoTime(job.createdAt),
  ...(job.endedAt !== null && { endedAt: isoTime(job.endedAt) }),
  ...(job.error !== null && { error: job.error }),
});

const noSuchJob = (): Refusal => new Refusal('not-found', 'There is no such job.');

/** The latest first. */
export const listJobs =
  ({ read }: Look<'jobs'>) =>
  async ({ state, limit, cursor }: z.output<typeof JobQuery>): Promise<z.infer<typeof JobList>> => {
    const page = { limit, ...definedOnly({ after: cursor }) };
    const { items, next } = await read.jobs.list(definedOnly({ state }), page);
    return { items: items.map(describeJob), ...(next !== undefined && { nextCursor: next }) };
  };

/** How far long work is. @throws Refusal `not-found` */
export const getJob =
  ({ read }: Look<'jobs'>) =>
  async (id: string): Promise<Job> => {
    const job = await read.jobs.byId(asId<JobId>(id));
    if (job === undefined) throw noSuchJob();
    return describeJob(job);
  };

/** @throws Refusal `not-found` */
export const listJobFailures =
  ({ read }: Look<'jobs'>) =>
  async (
    id: string,
    { limit, cursor }: z.output<typeof JobFailureQuery>,
  ): Promise<z.infer<typeof JobFailureList>> => {
    const job = await read.jobs.byId(asId<JobId>(id));
    if (job === undefined) throw noSuchJob();
    const { items, next } = await read.jobs.failures(job.id, { limit, ...definedOnly({ after: cursor }) });
    return {
      items: items.map(({ user, username, code, message }) => ({
        userId: user,
        ...(username !== null && { username }),
        code,
        message,
      })),
      ...(next !== undefined && { nextCursor: next }),
    };
  };

/**
 * What it has done stays; it goes no further, not by one page. Whoever may start such a job may stop it, too. The others
 * bring users in line with the rules: they must not stop.
 * @throws Refusal `not-found`, `permission-denied`, `conflict` when it has ended or must not stop
 */
export const cancelJob =
  (deps: Act<'jobs'>) =>
  async (caller: Administrator, id: string): Promise<Job> =>
    act(deps, caller, async ({ jobs }, now, record) => {
      const job = await jobs.hold(asId<JobId>(id));
      if (job === undefined) throw noSuchJob();
      if (!isBulkKind(job.kind))
        throw new Refusal(
          'conflict',
          'This job brings users in line with the rules that are in force. Change the rules instead.',
        );
      const needed = bulkPermissions[job.kind];
      if (!permissionsOf(caller.role).has(needed))
        throw new Refusal('permission-denied', `This needs the permission ${needed}, as starting it did.`);
      if (!(await jobs.cancel(job.id, now))) throw new Refusal('conflict', 'This job has ended already.');
      const { done, total, failures } = job;
      record({
        kind: 'job.cancelled',
        subject: jobSubject(job),
        details: { users: done - failures, notServed: failures, left: total - done },
      });
      const after = await jobs.byId(job.id);
      return describeJob(after ?? job);
    });
