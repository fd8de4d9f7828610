import type { IdMaker, JobId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Actor } from '../../ports/audit-log.ts';
import type { Job } from '../../ports/jobs.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Transactions } from '../../ports/transactions.ts';
import type { Rules } from '../rules.ts';
import { currentRules } from './current-rules.ts';
import { countMembers, membersOf, membersPage } from './members.ts';
import type { Lapse } from './period-changes.ts';
import { settle } from './settle.ts';
import type { Whom } from './whom.ts';

/** Up to so many users are settled in the change itself; beyond, the database's one writer would be held for long. */
export const inlineLimit = 2000;

/** Every one of them brought in line with a change of the rules. */
export interface Sweep {
  readonly subject: Whom;
  readonly startsAt: Instant;
  readonly lapse?: Lapse | undefined;
}

type Source = Pick<
  Repositories,
  'users' | 'groups' | 'standings' | 'policies' | 'periods' | 'settings' | 'jobs'
>;

/** In the transaction that changed the rules: at once, or by a job that is started with it; its id then. */
export const sweep = async (
  source: Source,
  newId: IdMaker,
  rules: Rules,
  work: Sweep,
  startedBy: Actor,
): Promise<JobId | undefined> => {
  const total = await countMembers(source, work.subject);
  if (total > inlineLimit) return startJob(source, newId, work, total, startedBy);
  for await (const users of membersOf(source, work.subject, work.startsAt))
    await settle(source, rules, users, work.startsAt, work);
  return undefined;
};

const startJob = async (
  source: Source,
  newId: IdMaker,
  work: Sweep,
  total: number,
  startedBy: Actor,
): Promise<JobId> => {
  const id: JobId = newId();
  await source.jobs.add({
    id,
    kind: 'roll-out',
    cursor: JSON.stringify({ work }),
    state: 'waiting',
    done: 0,
    total,
    createdAt: work.startsAt,
    startedBy,
    error: null,
  });
  return id;
};

interface Place {
  readonly work: Sweep;
  readonly after?: string;
}

/**
 * One page of the work and the note of how far it got, in one transaction: after a crash it goes on from there.
 * Judged by the rules of now, not of when it was started. Answers with the job as it stands then.
 */
export const sweepOn = (transact: Transactions<Source>, id: JobId, now: Instant): Promise<Job | undefined> =>
  transact(async (source) => {
    const job = await source.jobs.byId(id);
    if (job?.state !== 'running') return job;
    const { work, after } = readPlace(job.cursor);
    const { users, next } = await membersPage(source, work.subject, after, now);
    await settle(source, await currentRules(source), users, now, work);
    const place: Place = next === undefined ? { work } : { work, after: next };
    await source.jobs.progress(id, JSON.stringify(place), job.done + users.length, now);
    if (next === undefined) await source.jobs.finish(id, null, now);
    return source.jobs.byId(id);
  });

/** Our own writing, read back. */
const readPlace = (cursor: string): Place => JSON.parse(cursor) as Place;
