import { z } from 'zod';
import { GivenTime, Id, line, Time } from './common.ts';
import { RequiredBy } from './sign-in.ts';
import { EnrollableMethod, MethodKind, ResourceKind, Role, Strength, UserState } from './vocabulary.ts';

const Resource = z.object({ kind: ResourceKind, id: line(200).optional() });

const noAddress = 'must be an IPv4 or IPv6 address';

const circumstances = {
  /** The portal if not said. */
  resource: Resource.optional(),
  /** The client's; if not said, it is not known. */
  address: z.union([z.ipv4(noAddress), z.ipv6(noAddress)], noAddress).optional(),
  /** Another time than now. */
  at: GivenTime.optional(),
  rememberedDevice: z.boolean().optional(),
  /** What has been proved already, besides the password. */
  proofs: z.array(MethodKind).max(10).optional(),
  /** The enrollment was skipped. */
  skipped: z.boolean().optional(),
};
const whichLogin = ['userId', 'username', 'auditSeq', 'signInId'] as const;

/** A login that might be, of a user by id or name, or one that was, by its entry in the audit log or its own id. */
export const ExplainLogin = z
  .object({
    userId: Id.optional(),
    username: z.string().min(1).max(200).optional(),
    auditSeq: z.int().min(1).optional(),
    signInId: Id.optional(),
    ...circumstances,
  })
  .superRefine((input, context) => {
    const given = whichLogin.filter((name) => input[name] !== undefined);
    if (given.length !== 1)
      context.addIssue({
        code: 'custom',
        path: [given[1] ?? 'userId'],
        message: 'give one of userId, username, auditSeq, signInId',
      });
    if (input.auditSeq === undefined && input.signInId === undefined) return;
    for (const name of Object.keys(circumstances) as (keyof typeof circumstances)[])
      if (input[name] !== undefined)
        context.addIssue({
          code: 'custom',
          path: [name],
          message: 'must be left out: a past sign-in has its own',
        });
  });
export type ExplainLogin = z.infer<typeof ExplainLogin>;

export const ExplainedDecision = z.object({
  outcome: z.enum(['allow', 'challenge', 'enroll', 'deny']),
  /** `challenge`: what can be proved. `enroll`: what can be set up. The first is put to the user. */
  methods: z.array(MethodKind).optional(),
  /** `enroll` */
  strength: Strength.exclude(['none']).optional(),
  skippable: z.boolean().optional(),
  deadline: Time.optional(),
  /** `deny` */
  code: z
    .enum([
      'not-active',
      'denied-by-policy',
      'enrollment-expired',
      'no-usable-method',
      'cannot-ask',
      'cannot-enroll',
      'undecidable',
    ])
    .optional(),
  /** `deny`, `enrollment-expired`: the deadline that passed. */
  since: Time.optional(),
  requiredBy: z.array(RequiredBy),
});
export type ExplainedDecision = z.infer<typeof ExplainedDecision>;

export const ExplainedCriterion = z.object({
  criterion: z.enum([
    'who',
    'excluded-groups',
    'resource-kind',
    'resource',
    'remembered-device',
    'networks',
    'outside-networks',
    'times',
  ]),
  /** `unknown`: the fact is missing, or the criterion cannot be read; the policy applies all the same. */
  verdict: z.enum(['hit', 'miss', 'unknown']),
  /** What the policy wants, in words. */
  wanted: z.string(),
  /** What was found, in words. */
  found: z.string(),
});
export type ExplainedCriterion = z.infer<typeof ExplainedCriterion>;

export const ExplainedPolicy = RequiredBy.extend({
  state: z.enum(['off', 'report-only', 'on']),
  /**
   * What came of it. `missed`: a criterion did. The others say why it asked for nothing though every criterion hit:
   * it is `off` or `report-only`; enforcement is off (`rescue`); the `strict-profile-off`; an `exemption`; a soft
   * requirement does not touch an `administrator`.
   */
  effect: z.enum([
    'applied',
    'missed',
    'off',
    'report-only',
    'rescue',
    'strict-profile-off',
    'exemption',
    'administrator',
  ]),
  asks: z.object({
    strength: z.enum([...Strength.options, 'deny']),
    days: z.int().optional(),
    /** Any that is enabled if not said. */
    allowed: z.array(MethodKind).optional(),
    owed: z.array(EnrollableMethod).optional(),
  }),
  /** This policy's, of this user. */
  period: z.object({ startedAt: Time, deadline: Time }).optional(),
  criteria: z.array(ExplainedCriterion),
});
export type ExplainedPolicy = z.infer<typeof ExplainedPolicy>;

export const Explanation = z.object({
  /** Of a past sign-in. */
  signIn: z
    .object({
      id: Id,
      auditSeq: z.int().optional(),
      /**
       * Whether what is stored of it is what the audit log has a digest of: if `changed`, this explains something else.
       * `unsealed`: its entry has none.
       */
      record: z.enum(['intact', 'changed', 'unsealed']),
    })
    .optional(),
  at: Time,
  /** What happens next: for a past sign-in, how it ended. */
  decision: ExplainedDecision,
  /** What follows if the user does each time what is asked, up to a pass or a refusal. */
  afterwards: z.array(ExplainedDecision),
  /** Every policy: those that led to the decision first, then by how near they came. */
  policies: z.array(ExplainedPolicy),
  user: z.object({
    id: Id,
    /** Absent if deleted since. */
    username: z.string().optional(),
    displayName: z.string().optional(),
    state: UserState,
    role: Role.optional(),
    groups: z.array(z.object({ id: Id, name: z.string().optional() })),
    authenticators: z.array(z.object({ method: EnrollableMethod, disabled: z.boolean() })),
    backupCodesLeft: z.int(),
    periods: z.array(
      z.object({ policyId: Id, policy: z.string().optional(), startedAt: Time, deadline: Time }),
    ),
    exemptUntil: Time.optional(),
    /** A temporary access code works until then. */
    accessCodeUntil: Time.optional(),
    onLeaveUntil: Time.optional(),
    enrollmentDueFromActivation: z.boolean(),
  }),
  request: z.object({
    resource: Resource,
    address: z.string().nullable(),
    rememberedDevice: z.boolean(),
    proofs: z.array(z.object({ method: MethodKind, at: Time, byEnrolling: z.boolean() })),
    skipped: z.boolean(),
  }),
  settings: z.object({
    enabledMethods: z.array(MethodKind),
    askEnrolledWhenNotRequired: z.boolean(),
    enrollAtActivation: z.boolean(),
    enforcement: z.boolean(),
    strictProfile: z.boolean(),
  }),
});
export type Explanation = z.infer<typeof Explanation>;

/** What a policy in report-only would have done to a sign-in, the strictest first. */
export const ReportOnlyOutcome = z.enum(['denied', 'forced-enrollment', 'enrollment', 'asked', 'nothing']);
export type ReportOnlyOutcome = z.infer<typeof ReportOnlyOutcome>;

const Sums = z.record(ReportOnlyOutcome, z.int());

export const PolicyReportQuery = z.object({
  /** How far back, counting today. */
  days: z.coerce.number().int().min(1).max(365).default(30),
});

export const PolicyReport = z.object({
  /** ISO days in the organisation's time zone. */
  since: z.iso.date(),
  until: z.iso.date(),
  /** When the policy last changed: what was recorded before is about an earlier version. */
  changedAt: Time.optional(),
  total: z.int(),
  byOutcome: Sums,
  /** Every day, also those without a sign-in. */
  byDay: z.array(z.object({ day: z.iso.date(), byOutcome: Sums })),
  /** The last ones, newest first. */
  signIns: z.array(
    z.object({
      signInId: Id,
      at: Time,
      userId: Id,
      /** Absent if deleted since. */
      username: z.string().optional(),
      outcome: ReportOnlyOutcome,
    }),
  ),
});
export type PolicyReport = z.infer<typeof PolicyReport>;
