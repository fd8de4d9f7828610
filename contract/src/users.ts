import { z } from 'zod';
import { Days, Email, Id, line, listOf, Page, Time, text } from './common.ts';
import { TwoFactor } from './me.ts';
import { RequirementInput } from './requirements.ts';
import { Username } from './sign-in.ts';
import { EnrollableMethod, EnrollmentStatus, Role, UserState } from './vocabulary.ts';

export const User = z.object({
  id: Id,
  username: z.string(),
  displayName: z.string(),
  email: z.string(),
  state: UserState,
  role: Role.nullable(),
  groups: z.array(z.object({ id: Id, name: z.string() })),
  createdAt: Time,
  activatedAt: Time.optional(),
  suspendedAt: Time.optional(),
  lastSignInAt: Time.optional(),
  twoFactor: TwoFactor,
});
export type User = z.infer<typeof User>;
export const UserList = listOf(User);
export type UserList = z.infer<typeof UserList>;

export const UserQuery = Page.extend({
  /** Part of user name, display name or e-mail address. */
  q: z.string().max(200).optional(),
  status: EnrollmentStatus.optional(),
  required: z.enum(['true', 'false']).optional(),
  /** A group's id or name. */
  group: z.string().max(200).optional(),
  method: EnrollableMethod.optional(),
  state: UserState.optional(),
});

/** Groups by id or by name. */
const Groups = z.array(z.string().min(1).max(200)).max(500);

export const CreateUser = z.object({
  username: Username,
  displayName: line(120),
  email: Email,
  groups: Groups.default([]),
  requirement: RequirementInput.optional(),
  /** Mail the activation link at once. */
  sendActivation: z.boolean().default(false),
});

export const EditUser = z
  .object({ username: Username, displayName: line(120), email: Email, groups: Groups })
  .partial();

export const ActivationLink = z.object({ url: z.string(), expiresAt: Time });
export type ActivationLink = z.infer<typeof ActivationLink>;

const identity = { identityVerifiedBy: line(200), note: text(2000).default('') };
export const ResetTwoFactor = z.object(identity);
export const ResetEnrollmentPeriod = z.object({ days: Days.optional(), ...identity });

/** Deadlines that passed meanwhile: fresh periods (default), or locked as they are (rule 5). */
export const LapsedPeriods = z.enum(['fresh', 'locked']);
export type LapsedPeriods = z.infer<typeof LapsedPeriods>;
export const ReactivateUser = z.object({ lapsedPeriods: LapsedPeriods.default('fresh') });

export const SetRole = z.object({ role: Role.nullable() });

/** CSV with a header line: username, displayName, email, groups (separated by `;`). */
export const ImportUsers = z.object({
  csv: z.string().max(64 * 1024 * 1024),
  createGroups: z.boolean().default(true),
  sendActivation: z.boolean().default(true),
  dryRun: z.boolean().default(false),
});
export const ImportResult = z.object({
  users: z.int(),
  groups: z.int(),
  newGroups: z.array(z.string()),
  imported: z.boolean(),
});
export type ImportResult = z.infer<typeof ImportResult>;
