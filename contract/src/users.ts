import { z } from 'zod';
import { Days, Email, GivenDay, Id, line, listOf, Page, Time, text } from './common.ts';
import { TwoFactor } from './me.ts';
import { RequirementInput } from './requirements.ts';
import { Username } from './sign-in.ts';
import { EnrollableMethod, EnrollmentStatus, Language, Role, UserState } from './vocabulary.ts';

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
  /** Of mails to them; absent: the organisation's. */
  language: Language.optional(),
  /** The end of the last day of leave, while it lasts. */
  onLeaveUntil: Time.optional(),
  /** Took the one snooze of a deadline. */
  snoozedAt: Time.optional(),
  /** One was handed out and is still to be used. */
  temporaryAccessCode: z.object({ expiresAt: Time }).optional(),
  twoFactor: TwoFactor,
});
export type User = z.infer<typeof User>;
export const UserList = listOf(User);
export type UserList = z.infer<typeof UserList>;

/** What a list of users is narrowed to: all that are given must hold. */
export const UserFilter = z.object({
  /** Part of user name, display name or e-mail address. */
  q: z.string().max(200).optional(),
  status: EnrollmentStatus.optional(),
  required: z.union([z.enum(['true', 'false']), z.boolean()]).optional(),
  /** A group's id or name. */
  group: z.string().max(200).optional(),
  /** Has it set up, in working order. */
  method: EnrollableMethod.optional(),
  /** Has it not. */
  lacks: EnrollableMethod.optional(),
  state: UserState.optional(),
  /** Of administration. */
  role: z.enum([...Role.options, 'any', 'none']).optional(),
  /** Unused ones: none, or at most three. */
  backupCodes: z.enum(['none', 'few']).optional(),
  /** Did not sign in on this day (UTC) or later; those who never did among them. */
  lastSignInBefore: GivenDay.optional(),
  /** Whether an exemption runs. */
  exempt: z.union([z.enum(['true', 'false']), z.boolean()]).optional(),
});
export type UserFilter = z.infer<typeof UserFilter>;

export const UserQuery = Page.extend(UserFilter.shape);

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
  .object({
    username: Username,
    displayName: line(120),
    email: Email,
    groups: Groups,
    /** `null`: as the organisation has it. */
    language: Language.nullable(),
    /** The last day of leave, at most 366 days from now. Deadlines that would come during it, or soon after, are moved; `null`: back again. */
    onLeaveUntil: GivenDay.nullable(),
  })
  .partial();

export const ActivationLink = z.object({ url: z.string(), expiresAt: Time });
export type ActivationLink = z.infer<typeof ActivationLink>;

const identity = { identityVerifiedBy: line(200), note: text(2000).default('') };
export const ResetTwoFactor = z.object(identity);
export const ResetEnrollmentPeriod = z.object({ days: Days.optional(), ...identity });

/** Works once, with the password, for so many minutes. */
export const CreateAccessCode = z.object({
  minutes: z
    .int('must be a whole number of minutes')
    .min(10, 'must be at least 10 minutes')
    .max(1440, 'must be at most 1440 minutes, a day')
    .default(60),
  ...identity,
});
export const AccessCode = z.object({ code: z.string(), expiresAt: Time });
export type AccessCode = z.infer<typeof AccessCode>;

/** Of those who have a second factor: who looked whether it still works, some weeks after setting it up. */
export const CheckUpCounts = z.object({ done: z.int(), dismissed: z.int(), due: z.int() });
export type CheckUpCounts = z.infer<typeof CheckUpCounts>;

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
