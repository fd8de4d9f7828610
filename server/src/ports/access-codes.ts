import type { AccessCodeId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';

/** A temporary access code as it is kept: salted and hashed, for one user, until `expiresAt`. */
export interface StoredAccessCode {
  readonly id: AccessCodeId;
  readonly user: UserId;
  /** Base64. */
  readonly salt: string;
  readonly hash: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** At most one a user. */
export interface AccessCodes {
  /** Voids the one before. */
  replace(code: StoredAccessCode): Promise<void>;
  /** The user's, while it is neither used nor expired. */
  live(user: UserId, now: Instant): Promise<StoredAccessCode | undefined>;
  /** True for exactly one caller, and for nobody once it has expired. */
  consume(id: AccessCodeId, user: UserId, now: Instant): Promise<boolean>;
  /** Whether there was one that was not used. */
  remove(user: UserId): Promise<boolean>;
  /** Removes those that expired before, at most `limit` of them; answers with their number. */
  purge(before: Instant, limit: number): Promise<number>;
}
