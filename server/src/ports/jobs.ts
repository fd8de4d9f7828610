import type { JobId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Actor } from './audit-log.ts';

/** Long work with progress, that survives a restart and is done by one process at a time. */
export interface Job {
  readonly id: JobId;
  /** Says who works on it: a line of the table in jobs/work.ts. */
  readonly kind: string;
  /** What is to be done, in the form of its kind; never changes. */
  readonly input: string;
  /** Where it stands, in the form of its kind. */
  readonly cursor: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  /** Dealt with so far, those that could not be served among them. */
  readonly done: number;
  readonly total: number;
  /** How many of `done` could not be served. */
  readonly failures: number;
  readonly createdAt: Instant;
  readonly endedAt: Instant | null;
  readonly startedBy: Actor;
  /** Why the whole of it failed. */
  readonly error: string | null;
}

export type NewJob = Pick<
  Job,
  'id' | 'kind' | 'cursor' | 'state' | 'done' | 'total' | 'createdAt' | 'error'
> &
  Partial<Pick<Job, 'input' | 'startedBy'>>;

/** Somebody whom a job could not serve, and why. */
export interface JobFailure {
  readonly user: UserId;
  /** As they were called then; null of somebody who was not there. */
  readonly username: string | null;
  /** Of a refusal. */
  readonly code: string;
  readonly message: string;
}

/** How far a job has got with one more page. */
export interface JobProgress {
  readonly cursor: string;
  readonly done: number;
  readonly total?: number;
  readonly failed?: readonly JobFailure[];
}

export interface JobPage<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

interface PageOf {
  readonly limit: number;
  readonly after?: string;
}

export interface Jobs {
  /** Started by the system, where nobody is named. */
  add(job: NewJob): Promise<void>;
  byId(id: JobId): Promise<Job | undefined>;
  /** As `byId`, and held until the transaction ends: of two processes at one page, the second finds it done. */
  hold(id: JobId): Promise<Job | undefined>;
  /** Newest first. */
  list(filter: { readonly state?: Job['state'] }, page: PageOf): Promise<JobPage<Job>>;
  /** One unfinished job nobody works on (or whose worker has been silent since `staleBefore`): the oldest, or the one named. */
  claim(now: Instant, staleBefore: Instant, id?: JobId): Promise<Job | undefined>;
  /** Lets another process claim it at once. */
  giveBack(id: JobId): Promise<void>;
  progress(id: JobId, cursor: string, done: number, now: Instant): Promise<void>;
  /** As `progress`, with what else came of the page. */
  proceed(id: JobId, progress: JobProgress, now: Instant): Promise<void>;
  finish(id: JobId, error: string | null, now: Instant): Promise<void>;
  /** False when it had ended already. */
  cancel(id: JobId, now: Instant): Promise<boolean>;
  /** In the order they were met. */
  failures(id: JobId, page: PageOf): Promise<JobPage<JobFailure>>;
  /** Keeps whom the job is about, in the order given; `part` counts from 0. */
  keepUsers(id: JobId, part: number, users: readonly UserId[]): Promise<void>;
  /** Those of one part; undefined after the last. */
  usersOf(id: JobId, part: number): Promise<readonly UserId[] | undefined>;
}
