import { z } from 'zod';
import { Days, Id, Time } from './common.ts';
import { EnrollableMethod, ResourceKind, Strength } from './vocabulary.ts';

/** What a built-in policy (everyone, a group, a user) asks. */
export const RequirementInput = z.object({
  strength: Strength.exclude(['none']),
  /** Soft only; 7 if not said. */
  days: Days.optional(),
  /** The entries it covers; all if not said. */
  entries: z.array(ResourceKind).min(1).optional(),
  /** Methods that must be set up; another one set up first does not end the period. */
  owed: z.array(EnrollableMethod).optional(),
  /** What happens to deadlines that passed while the policy was off; fresh periods if not said. */
  lapsedPeriods: z.enum(['fresh', 'locked']).optional(),
});
export type RequirementInput = z.infer<typeof RequirementInput>;

export const Requirement = z.object({
  policyId: Id.optional(),
  strength: Strength,
  days: z.int().optional(),
  entries: z.array(ResourceKind).optional(),
  owed: z.array(EnrollableMethod).optional(),
  changedAt: Time.optional(),
  /** Work that goes on in the background for large organisations. */
  jobId: Id.optional(),
});
export type Requirement = z.infer<typeof Requirement>;

export const PolicySummary = z.object({
  id: Id,
  kind: z.enum(['administrators', 'everyone', 'group', 'user', 'named']),
  name: z.string(),
  state: z.enum(['off', 'report-only', 'on']),
  subjectId: Id.optional(),
  requirement: Requirement,
});

/** Whose switch would be turned, and to what; `requirement: null` turns it off. */
export const PreviewChange = z.object({
  subject: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('everyone') }),
    z.object({ kind: z.literal('group'), groupId: Id }),
    z.object({ kind: z.literal('user'), userId: Id }),
  ]),
  requirement: RequirementInput.nullable(),
});

export const Preview = z.object({
  /** Users whom the policy would concern. */
  concerned: z.int(),
  /** Of those: have what counts, and will be asked for it. */
  asked: z.int(),
  /** Of those: will have to set up a second factor, at once or by their deadline. */
  mustEnroll: z.int(),
  /** Of those: not activated yet; they set it up while activating. */
  notActivated: z.int(),
  /** Cannot get in from the moment it is switched on. */
  lockedOut: z.int(),
  /** Deadline of those whose period would start now. */
  deadline: Time.optional(),
  /** Deadlines that passed while the policy was off. */
  lapsed: z.object({
    count: z.int(),
    users: z.array(z.object({ id: Id, username: z.string(), deadline: Time })),
  }),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
});
export type Preview = z.infer<typeof Preview>;

export const Job = z.object({
  id: Id,
  kind: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  done: z.int(),
  total: z.int(),
  createdAt: Time,
  error: z.string().optional(),
});
export type Job = z.infer<typeof Job>;
