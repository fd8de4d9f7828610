import type { Settings } from '@sallyport/contract/settings.ts';
import { actsInForce } from './acts-in-force.ts';

type Compare = (before: Settings, after: Settings) => boolean;

/** Fewer sign-ins, or weaker ones, would be asked for a second factor, or more guesses at it be free. */
export const weakensSettings: Compare = (before, after) =>
  (before.strictProfile.on && !after.strictProfile.on) ||
  weakensSignIn(before, after) ||
  weakensMethods(before, after) ||
  after.sessions.hours > before.sessions.hours ||
  after.sessions.idleMinutes > before.sessions.idleMinutes ||
  after.enrollment.snoozeDays > before.enrollment.snoozeDays ||
  (before.audit.stream !== null && receiverOf(after) !== receiverOf(before));

const weakensSignIn: Compare = ({ signIn: before }, { signIn: after }) =>
  (before.askEnrolledWhenNotRequired && !after.askEnrolledWhenNotRequired) ||
  (before.enrollAtActivation && !after.enrollAtActivation) ||
  after.failures > before.failures ||
  after.failureMinutes < before.failureMinutes;

const weakensMethods: Compare = ({ methods: before }, { methods: after }) =>
  before.enabled.some((method) => !after.enabled.includes(method)) ||
  after.totp.window > before.totp.window ||
  after.totp.period > before.totp.period ||
  after.totp.digits < before.totp.digits;

export const weakensApprovals: Compare = (before, after) =>
  !actsInForce(after).isSupersetOf(actsInForce(before));

/** The audit log would be read by somebody new: an export that never ends. */
export const streamLeadsElsewhere: Compare = (before, after) =>
  after.audit.stream !== null && receiverOf(after) !== receiverOf(before);

/** Links to every account, of administrators too, would pass through another relay, or be read on the way. */
export const mailsLeadElsewhere: Compare = ({ mail: before }, { mail: after }) =>
  after.smtp !== null &&
  (after.smtp.host !== before.smtp?.host ||
    after.smtp.port !== before.smtp.port ||
    (after.smtp.security === 'none' && before.smtp.security !== 'none'));

/** Where the stream goes and how it is protected, without the secret it is signed with. */
const receiverOf = ({ audit: { stream } }: Settings): string =>
  JSON.stringify({ ...stream, secret: undefined });
