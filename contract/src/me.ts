import { z } from 'zod';
import { Id, line, listOf, Time } from './common.ts';
import { NewPassword, RequiredBy } from './sign-in.ts';
import { EnrollableMethod, EnrollmentStatus, MethodKind } from './vocabulary.ts';

/** How a user stands with 2FA: the same on their own page and in the administrators' list. */
export const TwoFactor = z.object({
  status: EnrollmentStatus,
  /** The worst case over all resources and conditions. */
  required: z.boolean(),
  requiredBy: z.array(RequiredBy),
  period: z.object({ startedAt: Time, deadline: Time }).optional(),
  methods: z.array(EnrollableMethod),
  /** The same status, of each method alone. */
  byMethod: z.record(EnrollableMethod, EnrollmentStatus),
  /** Methods a requirement asks for that are not set up yet. */
  owed: z.array(EnrollableMethod),
  backupCodesLeft: z.int(),
});
export type TwoFactor = z.infer<typeof TwoFactor>;

export const Authenticator = z.object({
  id: Id,
  method: EnrollableMethod,
  name: z.string(),
  createdAt: Time,
  lastUsedAt: Time.optional(),
  /** Set after too many failures: it must be removed and enrolled again. */
  disabledAt: Time.optional(),
});
export type Authenticator = z.infer<typeof Authenticator>;
export const AuthenticatorList = listOf(Authenticator);

export const AddAuthenticator = z.object({
  method: EnrollableMethod,
  /** Renewal: the authenticator that goes once the new one is confirmed. */
  replaces: Id.optional(),
});
export const RenameAuthenticator = z.object({ name: line(60) });
export const ConfirmedAuthenticator = z.object({
  authenticator: Authenticator,
  backupCodes: z.array(z.string()).optional(),
});
export type ConfirmedAuthenticator = z.infer<typeof ConfirmedAuthenticator>;

export const BackupCodes = z.object({ codes: z.array(z.string()), createdAt: Time });
export type BackupCodes = z.infer<typeof BackupCodes>;

/** Like a proof, with the password for those who have no authenticator. */
export const StepUp = z.union([
  z.object({ method: z.union([MethodKind, z.literal('password')]), code: z.string().min(1).max(1024) }),
  z.object({ method: MethodKind, challengeId: Id, response: z.record(z.string(), z.unknown()) }),
]);
export type StepUp = z.infer<typeof StepUp>;
export const SteppedUp = z.object({ until: Time });
export const StepUpOptions = z.object({
  methods: z.array(z.union([MethodKind, z.literal('password')])),
  default: z.union([MethodKind, z.literal('password')]),
  until: Time.optional(),
});
export type StepUpOptions = z.infer<typeof StepUpOptions>;

/** Some weeks after enrolling: is all still at hand? */
export const CheckUp = z.object({
  /** It is asked for: neither done nor put aside. */
  due: z.boolean(),
  enrolledAt: Time.optional(),
  /** The authenticator's method that this session proved. */
  proved: EnrollableMethod.optional(),
  authenticators: z.int(),
  backupCodesLeft: z.int(),
  ended: z.object({ at: Time, outcome: z.enum(['done', 'dismissed']) }).optional(),
});
export type CheckUp = z.infer<typeof CheckUp>;
export const EndCheckUp = z.object({ outcome: z.enum(['done', 'dismissed']).default('done') });

export const Me = z.object({
  id: Id,
  username: z.string(),
  displayName: z.string(),
  email: z.string(),
  role: z.string().nullable(),
  groups: z.array(z.object({ id: Id, name: z.string() })),
  twoFactor: TwoFactor,
  /** The methods that the organisation uses: to add, or to renew one. */
  enrollable: z.array(EnrollableMethod),
});
export type Me = z.infer<typeof Me>;

export const ChangePassword = z.object({
  currentPassword: z.string().min(1).max(1024),
  newPassword: NewPassword,
});

export const Session = z.object({
  id: Id,
  current: z.boolean(),
  createdAt: Time,
  lastSeenAt: Time,
  expiresAt: Time,
  level: z.enum(['aal1', 'aal2']),
  address: z.string(),
  userAgent: z.string(),
});
export type Session = z.infer<typeof Session>;
export const SessionList = listOf(Session);
