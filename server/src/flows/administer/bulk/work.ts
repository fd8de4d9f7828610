import type { UserId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/instant.ts';
import type { AuditEvent } from '../../../ports/audit-log.ts';
import type { Job, JobFailure } from '../../../ports/jobs.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Transactions } from '../../../ports/transactions.ts';
import { type Administrator, actorOf } from '../../caller.ts';
import { jobSubject } from '../act.ts';
import { askerOf, callerNow } from '../approvals/asker.ts';
import { keepUsers, type Place, readBulk } from './bulk-job.ts';
import { bulkPermissions, isBulkKind } from './permissions.ts';

/** Users that are looked at in one transaction for whether they match: a few milliseconds. */
const stretch = 2_000;

export interface BulkPage<Input> {
  readonly caller: Administrator;
  readonly input: Input;
  readonly users: readonly UserId[];
  readonly now: Instant;
  /** Of the whole job: users served before this page, and all whom it is about. */
  readonly servedBefore: number;
  readonly total: number;
}

export interface Served {
  readonly failed: readonly JobFailure[];
  readonly happened: readonly Omit<AuditEvent, 'at' | 'actor'>[];
}

/** What an act does to one page of users, in one transaction: each is served, or listed with the reason. */
export type Serve<Input> = (source: Repositories, page: BulkPage<Input>) => Promise<Served>;

/** Whoever started it, with what they may do by now; undefined when that is not the act any more. */
const starterNow = async (
  source: Pick<Repositories, 'users' | 'apiTokens'>,
  { kind }: Job,
  starter: Administrator,
  now: Instant,
): Promise<Administrator | undefined> => {
  const asker = askerOf(starter);
  if (asker === undefined) return starter;
  return isBulkKind(kind) ? callerNow(source, asker, bulkPermissions[kind], now) : undefined;
};

const noLongerAllowed = (starter: Administrator): string =>
  `${actorOf(starter).name}, who started it, may not do it any more. What was done before stays.`;

/**
 * One page of an act on many users, and the note of how far it got, in one transaction: after a crash it goes on from
 * there, and nobody is served twice. Answers with the job as it stands then.
 */
export const workOnBulk = <Input>(
  transact: Transactions<Repositories>,
  serve: Serve<Input>,
  { id }: Pick<Job, 'id'>,
  now: Instant,
): Promise<Job | undefined> =>
  transact(async (source) => {
    const job = await source.jobs.hold(id);
    if (job?.state !== 'running') return job;
    const { place, caller: starter, input } = readBulk<Input>(job);
    const caller = await starterNow(source, job, starter, now);
    if (caller === undefined) await end(source, job, now, noLongerAllowed(starter));
    else if (place.phase === 'gather') await gather(source, job, place, now);
    else {
      const users = await source.jobs.usersOf(id, place.part);
      if (users === undefined) await end(source, job, now, null);
      else {
        const { failed, happened } = await serve(source, {
          caller,
          input,
          users,
          now,
          servedBefore: job.done - job.failures,
          total: job.total,
        });
        const next: Place = { phase: 'serve', part: place.part + 1 };
        const done = job.done + users.length;
        await source.jobs.proceed(id, { cursor: JSON.stringify(next), done, failed }, now);
        await source.audit.append(
          ...happened.map((event) => ({ ...event, at: now, actor: actorOf(caller) })),
        );
      }
    }
    return source.jobs.byId(id);
  });

/** Who is in a period, or over it, is judged by the time at which the job was started. */
const gather = async (
  source: Pick<Repositories, 'users' | 'jobs'>,
  job: Job,
  { filter, after, parts }: Extract<Place, { phase: 'gather' }>,
  now: Instant,
): Promise<void> => {
  const { users, next } = await source.users.matching(filter, job.createdAt, { after, size: stretch });
  const kept = await keepUsers(source, job.id, users, parts);
  const place: Place =
    next === undefined ? { phase: 'serve', part: 0 } : { phase: 'gather', filter, after: next, parts: kept };
  const progress = { cursor: JSON.stringify(place), done: 0, total: job.total + users.length };
  await source.jobs.proceed(job.id, progress, now);
};

const end = async (
  { jobs, audit }: Pick<Repositories, 'jobs' | 'audit'>,
  job: Job,
  now: Instant,
  error: string | null,
): Promise<void> => {
  await jobs.finish(job.id, error, now);
  const { done, total, failures } = job;
  await audit.append({
    kind: 'job.ended',
    at: now,
    actor: { kind: 'system' },
    subject: jobSubject(job),
    details: {
      users: done - failures,
      notServed: failures,
      ...(error !== null && { left: total - done, error }),
    },
  });
};
