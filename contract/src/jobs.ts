import { z } from 'zod';
import { Id, listOf, Page, Time } from './common.ts';

export const JobState = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']);
export type JobState = z.infer<typeof JobState>;

/** Long work in the background. */
export const Job = z.object({
  id: Id,
  /** E.g. `roll-out`, `require`, `reset`, `remind`, `exempt`. */
  kind: z.string(),
  /** `failed`: the whole of it could not go on; whom it could not serve one by one are counted in `failures`. */
  state: JobState,
  /** Dealt with so far, those in `failures` among them. */
  done: z.int(),
  /** 0 until it is known whom the job is about. */
  total: z.int(),
  failures: z.int(),
  /** Whether it can be stopped half-way; what brings users in line with the rules cannot. */
  cancellable: z.boolean(),
  startedBy: z.object({
    kind: z.enum(['user', 'token', 'cli', 'system', 'nobody']),
    id: z.string().optional(),
    name: z.string().optional(),
  }),
  createdAt: Time,
  endedAt: Time.optional(),
  error: z.string().optional(),
});
export type Job = z.infer<typeof Job>;

export const JobList = listOf(Job);
export const JobQuery = Page.extend({ state: JobState.optional() });
export const JobFailureQuery = Page;

/** Somebody whom the job could not serve, and why. */
export const JobFailure = z.object({
  userId: Id,
  /** Absent of somebody who was not there. */
  username: z.string().optional(),
  code: z.string(),
  message: z.string(),
});
export type JobFailure = z.infer<typeof JobFailure>;
export const JobFailureList = listOf(JobFailure);
