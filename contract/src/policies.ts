import { z } from 'zod';
import { Days, Id, line, listOf, Page, Time, text } from './common.ts';
import { PolicySummary } from './requirements.ts';
import { EnrollableMethod, MethodKind, PolicyState, ResourceKind, Strength } from './vocabulary.ts';

/** Whom a policy can be for: the built-in ones of administrators and single users are shown alike. */
export const PolicyWho = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everyone') }),
  z.strictObject({
    kind: z.literal('groups'),
    groups: z.array(Id).min(1, 'name at least one group').max(200),
  }),
]);

const ShownWho = z.discriminatedUnion('kind', [
  ...PolicyWho.options,
  z.object({ kind: z.literal('administrators') }),
  z.object({ kind: z.literal('user'), user: Id }),
]);

/** Hours of the day, 24:00 being the end of it; from later to earlier spans midnight. */
const HourOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as 08:30');

export const TimeWindow = z.strictObject({
  /** 1 is Monday, 7 is Sunday (ISO 8601): those on which it begins. */
  weekdays: z.array(z.int().min(1).max(7)).min(1, 'name at least one weekday').max(7),
  from: HourOfDay,
  to: HourOfDay,
  /** IANA name, e.g. Europe/Berlin. */
  timeZone: z.string().min(1).max(64),
});
export type TimeWindow = z.infer<typeof TimeWindow>;

/** In CIDR notation, v4 or v6. */
const Networks = z.array(z.string().trim().min(1).max(64)).min(1, 'name at least one network').max(500);

/** All that are given must hold; what is left out is not asked. A misspelt one is refused: it would hold everywhere. */
export const PolicyConditions = z.strictObject({
  /** Inside any of them. */
  networks: Networks.optional(),
  /** Outside all of them. */
  outsideNetworks: Networks.optional(),
  resourceKinds: z.array(ResourceKind).min(1, 'name at least one entry').optional(),
  /** Single apps, servers or RADIUS clients, by id. */
  resources: z.array(Id).min(1, 'name at least one').max(500).optional(),
  /** During any of them. */
  times: z.array(TimeWindow).min(1, 'name at least one').max(50).optional(),
  /** Whether the device is remembered. */
  rememberedDevice: z.boolean().optional(),
});
export type PolicyConditions = z.infer<typeof PolicyConditions>;

export const PolicyAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('deny') }),
  z.strictObject({
    kind: z.literal('require'),
    requirement: z.strictObject({
      strength: Strength,
      /** Soft only; 7 if not said. */
      days: Days.optional(),
      /** The methods that count; all that are enabled if not said. */
      allowed: z.array(MethodKind).min(1, 'name at least one method').optional(),
      /** Methods that must be set up, each of them. */
      owed: z.array(EnrollableMethod).default([]),
      /** Whether a remembered device may stand in for the second factor. */
      rememberDevices: z.boolean().default(true),
    }),
  }),
]);

export const LapsedPeriodsChoice = z.object({
  /** What happens to deadlines that passed while nobody was held to them; fresh periods if not said. */
  lapsedPeriods: z.enum(['fresh', 'locked']).optional(),
});

/** A named policy. What it does not know is refused: a misspelt condition would be left out, and hold everywhere. */
export const PolicyInput = z.strictObject({
  /** Unique, in whatever spelling. */
  name: line(120),
  description: text(500).default(''),
  /** A new one is off if not said; another stays as it is. */
  state: PolicyState.optional(),
  who: PolicyWho,
  /** Their members are left out, whatever else they are in. */
  excludedGroups: z.array(Id).max(200).default([]),
  conditions: PolicyConditions.prefault({}),
  action: PolicyAction,
});
export type PolicyInput = z.infer<typeof PolicyInput>;

export const CreatePolicy = PolicyInput.extend(LapsedPeriodsChoice.shape);

export const EditPolicy = PolicyInput.extend({
  ...LapsedPeriodsChoice.shape,
  /** The one that was edited: it must still be the latest. */
  version: z.int().min(1),
});

export const SetPolicyState = LapsedPeriodsChoice.extend({ state: PolicyState });

export const RestorePolicy = LapsedPeriodsChoice.extend({
  /** The number of the one to return to. */
  version: z.int().min(1),
});

const Author = z.object({
  kind: z.enum(['user', 'token', 'cli', 'system', 'nobody']),
  id: z.string().optional(),
  name: z.string().optional(),
});

/** A policy as it is, or was. */
const Definition = z.object({
  name: z.string(),
  description: z.string(),
  state: PolicyState,
  who: ShownWho,
  excludedGroups: z.array(Id),
  conditions: PolicyConditions,
  action: PolicyAction,
  /** The names of the groups and the user that it names, as they are called today; those deleted since are missing. */
  named: z.record(z.string(), z.string()),
});
export type PolicyDefinition = z.infer<typeof Definition>;

export const Policy = PolicySummary.extend({
  ...Definition.shape,
  /** Counts its versions; 0 for the one that cannot be changed. */
  version: z.int(),
  changedAt: Time.optional(),
  changedBy: Author.optional(),
  /** Work that goes on in the background for large organisations. */
  jobId: Id.optional(),
});
export type Policy = z.infer<typeof Policy>;
export const PolicyList = listOf(Policy);
export const PolicyQuery = z.object({
  state: PolicyState.optional(),
  kind: PolicySummary.shape.kind.optional(),
});

export const PolicyVersion = Definition.extend({
  version: z.int(),
  changedAt: Time,
  changedBy: Author,
  /** The policy was deleted; this is how it was. */
  removed: z.boolean(),
});
export type PolicyVersion = z.infer<typeof PolicyVersion>;
export const PolicyVersionList = listOf(PolicyVersion);
export const PolicyVersionQuery = Page;
