import { z } from 'zod';
import { RequireMany, Selection } from './bulk.ts';
import { GivenTime, Id, listOf, Page, Time } from './common.ts';
import { LapsedPeriodsChoice, PolicyInput } from './policies.ts';
import { RequirementInput } from './requirements.ts';
import { EditSettings } from './settings.ts';
import { PolicyState, Role } from './vocabulary.ts';

/** Whose switch would be turned, and to what; `requirement: null` turns it off. */
const RequirementChange = z.object({
  change: z.literal('requirement').optional(),
  subject: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('everyone') }),
    z.object({ kind: z.literal('group'), groupId: Id }),
    z.object({ kind: z.literal('user'), userId: Id }),
  ]),
  requirement: RequirementInput.nullable(),
});

/** A policy as it would be saved: a new one, another version of the one given, or that one in another state. */
const PolicyChange = z.object({
  change: z.literal('policy'),
  policyId: Id.optional(),
  /** Nothing: as it is; `null` deletes it. */
  policy: PolicyInput.nullable().optional(),
  state: PolicyState.optional(),
  ...LapsedPeriodsChoice.shape,
});

const MembersChange = z.object({
  change: z.literal('members'),
  groupId: Id,
  add: z.array(Id).max(1000).default([]),
  remove: z.array(Id).max(1000).default([]),
});

/** Those that decisions depend on; what is left out stays. */
const SettingsChange = z.object({
  change: z.literal('settings'),
  settings: EditSettings.pick({ methods: true, signIn: true, strictProfile: true }),
});

/** Of these users nothing would be required until then; `until: null` ends what exempts them. */
const ExemptionChange = Selection.safeExtend({ change: z.literal('exemption'), until: GivenTime.nullable() });

/** Of each of these users it would be required by name. */
const RequireManyChange = RequireMany.safeExtend({ change: z.literal('require') });

/** Any change of who must do what, before it is made. */
export const PreviewChange = z.discriminatedUnion('change', [
  RequirementChange,
  PolicyChange,
  MembersChange,
  SettingsChange,
  ExemptionChange,
  RequireManyChange,
]);
export type PreviewChange = z.output<typeof PreviewChange>;

/** What a change would mean for somebody at their next sign-in, the hardest first; of several, the worst. */
export const PreviewCategory = z.enum([
  /** Could not sign in. */
  'locked-out',
  /** Would have to set up a second factor before anything else. */
  'enroll-now',
  /** Would have to set one up by their deadline. */
  'enroll-by-deadline',
  /** Would be asked for what they have. */
  'asked',
  /** Are asked, made to enroll or locked out today, and would not be any more. */
  'no-longer-asked',
  /** Meet it when they activate their account: see `enrollAtActivation`. */
  'not-activated',
  /** Nobody asks anything of them. */
  'unaffected',
]);
export type PreviewCategory = z.infer<typeof PreviewCategory>;

/** Besides those, whoever could not sign in any more from a coming day on if they did nothing. */
export const PreviewList = z.enum([...PreviewCategory.options, 'locked-out-later']);
export type PreviewList = z.infer<typeof PreviewList>;

const Counted = z.object({
  count: z.int(),
  /** Of those: hold a role. */
  administrators: z.int(),
  /** Of those: it is the same today. */
  already: z.int(),
});

/** A calendar day of the organisation. */
const Day = z.iso.date();

export const Preview = z.object({
  /** Asks for its progress and its people, for some minutes. */
  id: Id,
  state: z.enum(['running', 'done']),
  /** Users looked at so far; while it is running, all other numbers are 0. */
  progress: z.object({ done: z.int(), total: z.int() }),
  /** Users whom the change would concern. */
  concerned: z.int(),
  /** Of those: have what counts, and will be asked for it. */
  asked: z.int(),
  /** Of those: will have to set up a second factor, at once or by their deadline. */
  mustEnroll: z.int(),
  /** Of those: not activated yet. */
  notActivated: z.int(),
  /** The setting: they set it up while they activate their account; or their days begin then. */
  enrollAtActivation: z.boolean(),
  /** Cannot get in from the moment it is saved. */
  lockedOut: z.int(),
  /** Deadline of those whose period would start now. */
  deadline: Time.optional(),
  /** Deadlines that passed while the policy was off. */
  lapsed: z.object({
    count: z.int(),
    users: z.array(z.object({ id: Id, username: z.string(), deadline: Time })),
  }),
  lists: z.record(PreviewList, Counted),
  /**
   * Every day from today to the last on which something happens, 60 at most: how many have their deadline on it, and
   * for how many it would be the first on which they could not sign in. Both if nobody did anything until then.
   */
  days: z.array(z.object({ day: Day, deadlines: z.int(), lockedOut: z.int() })),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
  /** What saving it would be refused for. */
  refusals: z.array(z.object({ code: z.string(), message: z.string(), field: z.string().optional() })),
});
export type Preview = z.infer<typeof Preview>;

/** One list of a preview, as a whole. */
export const ExportPreviewQuery = z.object({
  category: PreviewList,
  /** Only whose first day without access it would be. */
  day: Day.optional(),
});

export const PreviewPeopleQuery = Page.extend(ExportPreviewQuery.shape);

export const PreviewPerson = z.object({
  id: Id,
  username: z.string(),
  displayName: z.string(),
  role: Role.nullable(),
  /** What the change would make of them, and what they are today. */
  category: PreviewCategory,
  today: PreviewCategory,
  deadline: Time.optional(),
  /** From when on they could not sign in any more if they did nothing. */
  lockedOutFrom: Time.optional(),
});
export type PreviewPerson = z.infer<typeof PreviewPerson>;

/** Administrators first, then by user name. */
export const PreviewPeople = listOf(PreviewPerson);
