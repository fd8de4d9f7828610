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
