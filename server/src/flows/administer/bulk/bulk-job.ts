import type { IdMaker, JobId, UserId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/instant.ts';
import type { Job } from '../../../ports/jobs.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { UserFilter } from '../../../ports/user-list.ts';
import { type Administrator, actorOf } from '../../caller.ts';

/** Whom an act on many is about: those named, or all that match when the job begins. */
export type Selected = { readonly users: readonly UserId[] } | { readonly filter: UserFilter };

/** What is to be done, kept with the job: it goes on after a restart on the word of whoever started it. */
export interface BulkInput<Input> {
  /** As they were then; what they may do is asked anew at each page. */
  readonly caller: Administrator;
  readonly input: Input;
}

/**
 * Before anybody is acted on, those who match are written down, a stretch of users at a time; what the job itself
 * changes, and what happens meanwhile, takes nobody in or out.
 */
export type Place =
  | { readonly phase: 'gather'; readonly filter: UserFilter; readonly after: number; readonly parts: number }
  | { readonly phase: 'serve'; readonly part: number };

/** Users served in one transaction: a few milliseconds, in which a sign-in waits. */
const partSize = 50;

/** Writes down users behind those that were before; answers how many parts there are then. */
export const keepUsers = async (
  { jobs }: Pick<Repositories, 'jobs'>,
  id: JobId,
  users: readonly UserId[],
  firstPart: number,
): Promise<number> => {
  let part = firstPart;
  for (let start = 0; start < users.length; start += partSize)
    await jobs.keepUsers(id, part++, users.slice(start, start + partSize));
  return part;
};

/** In the transaction of the act that wants it done. */
export const addBulkJob = async <Input>(
  source: Pick<Repositories, 'jobs'>,
  newId: IdMaker,
  kind: string,
  selected: Selected,
  bulk: BulkInput<Input>,
  now: Instant,
): Promise<Job> => {
  const id: JobId = newId();
  const users = 'users' in selected ? [...new Set(selected.users)] : [];
  const place: Place =
    'users' in selected
      ? { phase: 'serve', part: 0 }
      : { phase: 'gather', filter: selected.filter, after: 0, parts: 0 };
  const job: Job = {
    id,
    kind,
    input: JSON.stringify(bulk),
    cursor: JSON.stringify(place),
    state: 'waiting',
    done: 0,
    total: users.length,
    failures: 0,
    createdAt: now,
    endedAt: null,
    startedBy: actorOf(bulk.caller),
    error: null,
  };
  await source.jobs.add(job);
  await keepUsers(source, id, users, 0);
  return job;
};

/** Our own writing, read back. */
export const readBulk = <Input>(job: Job): BulkInput<Input> & { readonly place: Place } => ({
  ...(JSON.parse(job.input) as BulkInput<Input>),
  place: JSON.parse(job.cursor) as Place,
});
