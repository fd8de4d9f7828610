import { z } from 'zod';
import { Email, Id, line, Time } from './common.ts';
import { EnrollableMethod, MethodKind } from './vocabulary.ts';

export const Username = line(128);
/** A password to check: anything that could be one. Rules for new ones are `NewPassword`'s. */
const Password = z.string().min(1, 'must not be empty').max(1024);
export const NewPassword = z
  .string()
  .min(12, 'must be at least 12 characters')
  .max(256, 'must be at most 256 characters');

export const StartSignIn = z.object({ username: z.string().min(1).max(256), password: Password });

export const StartChallenge = z.object({ method: MethodKind });

const OpaqueResponse = z.record(z.string(), z.unknown());

/** A typed code, or the answer to a challenge that the server started. */
export const Proof = z.union([
  z.object({ method: MethodKind, code: z.string().min(1).max(256) }),
  z.object({ method: MethodKind, challengeId: Id, response: OpaqueResponse }),
]);
export type Proof = z.infer<typeof Proof>;

export const StartEnrollment = z.object({ method: EnrollableMethod });

export const ConfirmEnrollment = z.union([
  z.object({ code: z.string().min(1).max(256), name: line(60).optional() }),
  z.object({ response: OpaqueResponse, name: line(60).optional() }),
]);
export type ConfirmEnrollment = z.infer<typeof ConfirmEnrollment>;

/** What the browser needs to answer; `options` is WebAuthn's JSON form (WebAuthn L3 §5.1.8, 5.1.9). */
export const StartedChallenge = z.object({
  id: Id,
  method: MethodKind,
  expiresAt: Time,
  options: OpaqueResponse.optional(),
});
export type StartedChallenge = z.infer<typeof StartedChallenge>;

export const StartedEnrollment = z.object({
  id: Id,
  method: EnrollableMethod,
  expiresAt: Time,
  /** TOTP: the key in base32, for typing. */
  secret: z.string().optional(),
  otpauthUri: z.string().optional(),
  /** TOTP: `otpauthUri` as an SVG document. */
  qrSvg: z.string().optional(),
  /** WebAuthn: creation options. */
  options: OpaqueResponse.optional(),
});
export type StartedEnrollment = z.infer<typeof StartedEnrollment>;

export const RequiredBy = z.object({
  policyId: Id,
  /** How people call it: “Everyone”, a group's or a policy's name. */
  name: z.string(),
  kind: z.enum(['administrators', 'everyone', 'group', 'user', 'named']),
});
export type RequiredBy = z.infer<typeof RequiredBy>;

const person = { username: z.string(), displayName: z.string() };

/** Where a sign-in stands, and what can be done next. */
export const SignInState = z.object({
  state: z.enum(['challenge', 'enroll', 'complete', 'denied']),
  user: z.object(person).optional(),
  challenge: z.object({ methods: z.array(MethodKind), default: MethodKind }).optional(),
  enrollment: z
    .object({
      strength: z.enum(['optional', 'soft', 'forced']),
      methods: z.array(EnrollableMethod),
      /** The one to preselect. */
      default: EnrollableMethod,
      deadline: Time.optional(),
      skippable: z.boolean(),
      requiredBy: z.array(RequiredBy),
      /** The deadline can be moved, once, by so many days, to this one. */
      snooze: z.object({ days: z.int(), deadline: Time }).optional(),
      /** A temporary access code alone was proved: what is set up is lost or not at hand, and goes on working. */
      afterAccessCode: z.boolean().optional(),
    })
    .optional(),
  denial: z
    .object({
      code: z.enum(['enrollment-expired', 'denied-by-policy', 'no-usable-method', 'cannot-ask']),
      message: z.string(),
      /** Whom to ask, as the organisation has set it. */
      helpDesk: z.string().optional(),
      since: Time.optional(),
    })
    .optional(),
  /** Given once, with the first authenticator. */
  backupCodes: z.array(z.string()).optional(),
});
export type SignInState = z.infer<typeof SignInState>;

/** Links carry their token in the fragment, as its last part, base64url. */
const LinkToken = z.string().regex(/^[A-Za-z0-9_-]{20,128}$/, 'is not a complete link; copy it once more');

export const CheckLink = z.object({ token: LinkToken });
export const LinkInfo = z.object({
  purpose: z.enum(['setup', 'activation', 'password-reset']),
  user: z.object({ ...person, email: z.string() }).optional(),
  organisation: z.string(),
  expiresAt: Time,
});
export type LinkInfo = z.infer<typeof LinkInfo>;

export const Activate = z.object({ token: LinkToken, password: NewPassword });

export const CreateFirstOwner = z.object({
  token: LinkToken,
  username: Username,
  displayName: line(120),
  email: Email,
  password: NewPassword,
});

export const RequestPasswordReset = z.object({ username: z.string().min(1).max(256) });
export const RedeemPasswordReset = z.object({ token: LinkToken, password: NewPassword });

/** Who is signed in. `level` is the NIST SP 800-63B authenticator assurance level that was proved. */
export const CurrentSession = z.object({
  id: Id,
  user: z.object({ ...person, id: Id, email: z.string(), role: z.string().nullable() }),
  level: z.enum(['aal1', 'aal2']),
  methods: z.array(z.string()),
  since: Time,
  expiresAt: Time,
  /** Until when changes of one's own factors need no further proof. */
  steppedUpUntil: Time.optional(),
  permissions: z.array(z.string()),
});
export type CurrentSession = z.infer<typeof CurrentSession>;

/** What the sign-in page may know of the organisation before anyone has signed in. */
export const PublicInfo = z.object({
  organisation: z.string(),
  helpDesk: z.string(),
  setupNeeded: z.boolean(),
});
export type PublicInfo = z.infer<typeof PublicInfo>;
