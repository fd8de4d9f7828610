import type { ExemptMany, RequireMany, ResetMany, Selection } from '@sallyport/contract/bulk.ts';
import type { Job } from '@sallyport/contract/jobs.ts';
import type { UserFilter } from '@sallyport/contract/users.ts';
import type { z } from 'zod';
import { asId, type UserId } from '../../../kernel/ids.ts';
import { type Administrator, asAbsent } from '../../caller.ts';
import { type Act, act, jobSubject } from '../act.ts';
import { describeJob } from '../jobs.ts';
import { readFilter } from '../users/filter.ts';
import { addBulkJob } from './bulk-job.ts';
import type { BulkKind } from './permissions.ts';

type Deps = Act<'jobs' | 'groups'>;

/**
 * Begins an act on many users: a job carries it out. What is wrong with the act is refused at once, what is wrong with
 * single users is listed with the job.
 * @throws Refusal `invalid-request` when there is no such group
 */
const start = <Input extends object>(
  deps: Deps,
  caller: Administrator,
  kind: BulkKind,
  { userIds, filter }: Selection,
  input: Input,
): Promise<Job> =>
  act(deps, caller, async (source, now, record) => {
    const selected =
      filter === undefined
        ? { users: (userIds ?? []).map((id) => asId<UserId>(id)) }
        : { filter: await readFilter(source, filter, 'filter.group') };
    const bulk = { caller: asAbsent(caller), input };
    const job = await addBulkJob(source, deps.newId, kind, selected, bulk, now);
    record({
      kind: 'job.started',
      subject: jobSubject(job),
      details: { ...(filter === undefined ? { users: job.total } : asDetails(filter)), ...input },
    });
    return describeJob(job);
  });

/** E.g. `filter.status: expired`. */
const asDetails = (filter: UserFilter) =>
  Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) =>
      value === undefined ? [] : [[`filter.${name}`, value] as const],
    ),
  );

export const requireOfUsers =
  (deps: Deps) =>
  async (caller: Administrator, { userIds, filter, ...input }: z.output<typeof RequireMany>): Promise<Job> =>
    start(deps, caller, 'require', { userIds, filter }, input);

export const resetUsers =
  (deps: Deps) =>
  async (caller: Administrator, { userIds, filter, ...input }: z.output<typeof ResetMany>): Promise<Job> =>
    start(deps, caller, 'reset', { userIds, filter }, input);

export const remindUsers =
  (deps: Deps) =>
  async (caller: Administrator, selection: Selection): Promise<Job> =>
    start(deps, caller, 'remind', selection, {});

export const exemptUsers =
  (deps: Deps) =>
  async (caller: Administrator, { userIds, filter, ...input }: z.output<typeof ExemptMany>): Promise<Job> =>
    start(deps, caller, 'exempt', { userIds, filter }, input);
