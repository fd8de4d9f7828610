import type { AuthenticatorId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { EnrollableMethod } from '../policy/model.ts';

export interface Authenticator {
  readonly id: AuthenticatorId;
  readonly user: UserId;
  readonly method: EnrollableMethod;
  readonly name: string;
  /** What the method keeps, in its own form; secrets in it are sealed. */
  readonly data: string;
  /** WebAuthn: the credential id, base64url, unique over all users. */
  readonly externalId: string | null;
  /** Highest TOTP step or signature counter accepted; anything at or below it is refused. */
  readonly counter: number;
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | null;
  readonly disabledAt: Instant | null;
}

export interface Authenticators {
  ofUser(user: UserId): Promise<readonly Authenticator[]>;
  /** False when the external id is bound already. */
  add(authenticator: Authenticator): Promise<boolean>;
  rename(user: UserId, id: AuthenticatorId, name: string): Promise<boolean>;
  remove(user: UserId, id: AuthenticatorId): Promise<boolean>;
  removeAll(user: UserId): Promise<number>;
  /** The one conditional write that consumes a code: true only if `counter` was below it. Clears the failures. */
  advanceCounter(id: AuthenticatorId, counter: number, now: Instant): Promise<boolean>;
  /** For authenticators whose counter stays 0 (WebAuthn L3 §6.1.1): the challenge is what is consumed. */
  touch(id: AuthenticatorId, now: Instant): Promise<void>;
  /** Adds one consecutive failure to the user's authenticators of this method; disables at `limit`. */
  recordFailure(
    user: UserId,
    method: EnrollableMethod,
    limit: number,
    now: Instant,
  ): Promise<readonly AuthenticatorId[]>;
}
