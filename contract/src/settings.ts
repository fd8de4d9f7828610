import { z } from 'zod';
import { Email, line, text } from './common.ts';
import { EnrollableMethod } from './vocabulary.ts';

const timeZone = z.string().refine((zone) => {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone }).format();
    return true;
  } catch {
    return false;
  }
}, 'must be an IANA time zone, e.g. Europe/Berlin');

/** The organisation's settings; every one has a default, and docs/configuration.md is made from this schema. */
export const Settings = z.object({
  organisation: z.object({
    name: line(120).describe('How the organisation is called on pages, in mails and in authenticator apps'),
    helpDesk: text(500).describe('Whom to ask when locked out; shown on every refusal'),
    timeZone: timeZone.describe('Enrollment periods end at the end of a day here'),
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
          .describe('`none` only for a relay on this host or network'),
        username: z.string().max(256),
        /** Write-only: reads answer with an empty text; leaving it out keeps the stored one. */
        password: z.string().max(1024).optional(),
      })
      .nullable()
      .describe('The relay that mail is handed to; without one, mails wait and can be read in the portal'),
    from: Email.describe('Sender of all mails'),
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
    sessions: Settings.shape.sessions.partial(),
    mail: Settings.shape.mail.partial(),
  })
  .partial();
export type EditSettings = z.infer<typeof EditSettings>;
export const TestMail = z.object({ to: Email });
