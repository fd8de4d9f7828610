import type { Settings } from '@sallyport/contract/settings.ts';
import type { ConfirmEnrollment, StartedEnrollment } from '@sallyport/contract/sign-in.ts';
import type { AccessCodeId, AuthenticatorId, BackupCodeId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { StoredAccessCode } from '../ports/access-codes.ts';
import type { Authenticator } from '../ports/authenticators.ts';
import type { StoredBackupCode } from '../ports/backup-codes.ts';

/** What a method may know of the moment; nothing here is read by the method itself. */
export interface Context {
  readonly now: Instant;
  readonly user: { readonly id: UserId; readonly username: string; readonly displayName: string };
  readonly settings: Settings;
  /** Public origin of the portal, e.g. `https://login.example.org`. */
  readonly origin: string;
}

/** What the user has: of every method, disabled authenticators too. Each method picks its own. */
export interface Held {
  readonly authenticators: readonly Authenticator[];
  /** Unused ones. */
  readonly backupCodes: readonly StoredBackupCode[];
  /** While it is live. */
  readonly accessCode?: StoredAccessCode | undefined;
}

/** What was found to be right, and the one conditional write that has to consume it before it counts. */
export type Verified =
  /** Consumed by `authenticators.advanceCounter(authenticator, counter)`. */
  | { readonly ok: true; readonly authenticator: AuthenticatorId; readonly counter: number }
  /** Its counter stays 0 (WebAuthn L3 §6.1.1): consuming the challenge is what makes it once only. */
  | { readonly ok: true; readonly authenticator: AuthenticatorId; readonly counter: null }
  /** Consumed by `accessCodes.consume(accessCode)`. */
  | { readonly ok: true; readonly accessCode: AccessCodeId }
  /** Consumed by `backupCodes.consume(backupCode)`. */
  | { readonly ok: true; readonly backupCode: BackupCodeId };

/** `detail` helps the person at the prompt (S5). */
export interface Rejected {
  readonly ok: false;
  readonly code: 'wrong-code' | 'used-code' | 'wrong-response';
  readonly detail: string;
}

/** A new authenticator, as it will be stored; `defaultName` is for those who gave none. */
export interface Enrolled {
  readonly ok: true;
  readonly authenticator: Pick<Authenticator, 'id' | 'data' | 'externalId' | 'counter'> & {
    readonly defaultName: string;
  };
}

interface TypedCode {
  readonly proves: 'by-code';
  /** A sentence on what no code of this user could look like; costs no try. */
  malformed(code: string, held: Held): string | undefined;
}

/** Takes so little that it is done within a transaction: TOTP. */
export interface ProvesByCodeAtOnce extends TypedCode {
  readonly checks: 'at-once';
  verifyCode(code: string, held: Held, context: Context): Verified | Rejected;
}

/** Takes a hash that is slow by design: backup codes, temporary access codes. */
export interface ProvesByCodeSlowly extends TypedCode {
  readonly checks: 'slowly';
  verifyCode(code: string, held: Held, context: Context): Promise<Verified | Rejected>;
}

/** Codes that a person types. Verifying changes nothing. */
export type ProvesByCode = ProvesByCodeAtOnce | ProvesByCodeSlowly;

/** Started by the server, answered elsewhere: WebAuthn. `state` is plain; the flow seals it into the challenge. */
export interface ProvesByChallenge {
  readonly proves: 'by-challenge';
  startChallenge(
    held: Held,
    context: Context,
  ): Promise<{ readonly state: string; readonly options: Record<string, unknown> }>;
  /** @throws Refusal `invalid-request` when `response` has not the shape of an answer. */
  verifyResponse(
    state: string,
    response: Readonly<Record<string, unknown>>,
    held: Held,
    context: Context,
  ): Promise<Verified | Rejected>;
}

/** Methods of which a user sets up authenticators. `state` is plain; the flow seals it into the challenge. */
export interface Enrolls {
  /** `held` without the authenticator that is being renewed. */
  beginEnrollment(
    held: Held,
    context: Context,
  ): Promise<{
    readonly state: string;
    readonly answer: Pick<StartedEnrollment, 'secret' | 'otpauthUri' | 'qrSvg' | 'options'>;
  }>;
  /** @throws Refusal `invalid-request` when `answer` has not the shape this method asks for. */
  confirmEnrollment(state: string, answer: ConfirmEnrollment, context: Context): Promise<Enrolled | Rejected>;
}

/** Handed out in a set instead of being enrolled: backup codes. */
export interface Issues {
  /** `codes` are shown once, to the user alone; `stored` is all that is kept. */
  issue(
    user: UserId,
  ): Promise<{ readonly codes: readonly string[]; readonly stored: readonly StoredBackupCode[] }>;
}

/** Handed out by an administrator: temporary access codes. */
export interface HandsOut {
  /** `code` is shown once; `stored` is all that is kept. */
  handOut(user: UserId): Promise<{
    readonly code: string;
    readonly stored: Omit<StoredAccessCode, 'createdAt' | 'expiresAt'>;
  }>;
}
