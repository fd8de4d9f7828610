import type { JobId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';

/** Long work with progress, that survives a restart and is done by one process at a time. */
export interface Job {
  readonly id: JobId;
  readonly kind: string;
  /** Where it stands, in its own form. */
  readonly cursor: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly done: number;
  readonly total: number;
  readonly createdAt: Instant;
  readonly error: string | null;
}

export interface Jobs {
  add(job: Job): Promise<void>;
  byId(id: JobId): Promise<Job | undefined>;
  /** One unfinished job nobody works on (or whose worker has been silent since `staleBefore`). */
  claim(now: Instant, staleBefore: Instant): Promise<Job | undefined>;
  progress(id: JobId, cursor: string, done: number, now: Instant): Promise<void>;
  finish(id: JobId, error: string | null, now: Instant): Promise<void>;
}
