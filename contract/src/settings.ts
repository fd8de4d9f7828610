import { z } from 'zod';
import { ApprovableAct } from './approvals.ts';
import { Email, line, text } from './common.ts';
import { EnrollableMethod, Language } from './vocabulary.ts';

const timeZone = z.string().refine((zone) => {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone }).format();
    return true;
  } catch {
    return false;
  }
}, 'must be an IANA time zone, e.g. Europe/Berlin');

/** The address of a webhook: encrypted, unless it never leaves the host. */
const webhookUrl = z
  .url({ protocol: /^https?$/, error: 'must be a web address that begins with https://', abort: true })
  .max(2000)
  .regex(
    /^https:|^http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?([/?]|$)/i,
    'must begin with https:// (plain http only to localhost)',
  )
  .regex(/^https?:\/\/[^/?#@\\]+([/?][^#\\]*)?$/i, 'must not hold a user name, a password or a #fragment');

export const AuditStreamTarget = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('syslog'),
    host: line(253),
    port: z.int().min(1).max(65535),
    security: z.enum(['tls', 'none']).describe('`none` only for a receiver on this host or network'),
    /** As PEM: what the receiver's certificate is checked with in place of the usual authorities. */
    certificateAuthority: text(20_000)
      .regex(/^$|-----BEGIN CERTIFICATE-----/, 'must be a certificate in PEM form')
      .optional(),
  }),
  z.object({
    kind: z.literal('webhook'),
    url: webhookUrl,
    /** Write-only: reads answer with an empty text; leaving it out keeps the stored one, for the same address. */
    secret: z.string().max(256).meta({ writeOnly: true }).optional(),
  }),
]);
export type AuditStreamTarget = z.infer<typeof AuditStreamTarget>;

/** The organisation's settings; every one has a default, and docs/configuration.md is made from this schema. */
export const Settings = z.object({
  organisation: z.object({
    name: line(120).describe('How the organisation is called on pages, in mails and in authenticator apps'),
    helpDesk: text(500).describe('Whom to ask when locked out; shown on every refusal'),
    timeZone: timeZone.describe('Enrollment periods end at the end of a day here'),
    language: Language.describe('Of mails to those who have none of their own'),
  }),
  methods: z.object({
    enabled: z
      .array(EnrollableMethod)
      .min(1)
      .describe('Which second factors can be set up and used; WebAuthn needs TOTP beside it'),
    totp: z.object({
      digits: z
        .union([z.literal(6), z.literal(8)])
        .describe('Digits of a code; for authenticators set up from now on'),
      period: z
        .int()
        .min(15)
        .max(120)
        .describe('Seconds a code is shown; for authenticators set up from now on'),
      window: z.int().min(0).max(10).describe('How many earlier codes still count'),
    }),
  }),
  signIn: z.object({
    askEnrolledWhenNotRequired: z
      .boolean()
      .describe('Ask users who have set up 2FA for it on portal and apps even where nothing requires it'),
    enrollAtActivation: z
      .boolean()
      .describe(
        'New users of whom 2FA is required set it up while activating their account, without skipping',
      ),
    failures: z.int().min(3).max(100).describe('Wrong tries per user and method before a pause'),
    failureMinutes: z
      .int()
      .min(5)
      .max(1440)
      .describe('Minutes over which wrong tries are counted, and the pause lasts'),
  }),
  enrollment: z.object({
    checkUpDays: z
      .int()
      .min(0)
      .max(365)
      .describe('Days after enrolling when people are asked to look whether all still works; 0 for never'),
    snoozeDays: z
      .int()
      .min(0)
      .max(7)
      .describe('Days by which everybody may move their deadline, once, in its last three days; 0 for none'),
  }),
  sessions: z.object({
    hours: z.int().min(1).max(720).describe('Hours after which everybody signs in again'),
    idleMinutes: z.int().min(5).max(1440).describe('Minutes without use after which a session ends'),
  }),
  mail: z.object({
    smtp: z
      .object({
        host: line(253),
        port: z.int().min(1).max(65535),
        security: z
          .enum(['tls', 'starttls', 'none'])
          .describe('`none` only for a mail server on this host or network'),
        username: z.string().max(256),
        /** Write-only: reads answer with an empty text; leaving it out keeps the stored one. */
        password: z.string().max(1024).meta({ writeOnly: true }).optional(),
      })
      .nullable()
      .describe(
        'The mail server that mail is handed to; without one, mails wait and can be read in the portal',
      ),
    from: Email.describe('Sender of all mails'),
  }),
  strictProfile: z.object({
    on: z
      .boolean()
      .describe(
        'Strict profile: 2FA is mandatory for everybody, nothing can be skipped, and 3 wrong tries within 15 minutes lock the method until an administrator unlocks the user',
      ),
  }),
  approvals: z.object({
    acts: z
      .array(ApprovableAct)
      .describe(
        'Which dangerous acts need the approval of a second administrator; any of them brings along changing roles and resetting administrators',
      ),
    hours: z.int().min(1).max(720).describe('Hours after which a request that nobody decided expires'),
  }),
  audit: z.object({
    stream: AuditStreamTarget.nullable().describe(
      'Where every entry of the audit log is sent as it is recorded: a syslog server (RFC 5424 over TLS or TCP) or a signed webhook',
    ),
  }),
  enforcement: z
    .boolean()
    .describe('Off only by the rescue command: no policy requires anything, except of administrators'),
});
export type Settings = z.infer<typeof Settings>;

/** Sections may be given in part; `enforcement` belongs to the rescue command. */
export const EditSettings = z
  .object({
    organisation: Settings.shape.organisation.partial(),
    methods: z
      .object({
        enabled: Settings.shape.methods.shape.enabled,
        totp: Settings.shape.methods.shape.totp.partial(),
      })
      .partial(),
    signIn: Settings.shape.signIn.partial(),
    enrollment: Settings.shape.enrollment.partial(),
    sessions: Settings.shape.sessions.partial(),
    mail: Settings.shape.mail.partial(),
    audit: Settings.shape.audit.partial(),
    strictProfile: Settings.shape.strictProfile.partial(),
    approvals: Settings.shape.approvals.partial(),
  })
  .partial();
export type EditSettings = z.infer<typeof EditSettings>;
export const TestMail = z.object({ to: Email });
