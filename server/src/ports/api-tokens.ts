import type { TokenId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Role } from '../policy/model.ts';

/** Rule 15: a user's token dies with the user; one made on the command line belongs to the installation. */
export interface ApiToken {
  readonly id: TokenId;
  readonly name: string;
  readonly role: Role;
  readonly tokenHash: string;
  readonly user: UserId | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly lastUsedAt: Instant | null;
}

export interface ApiTokens {
  add(token: ApiToken): Promise<void>;
  /** Only while it is not expired, and its user, if it has one, is active. */
  byToken(tokenHash: string, now: Instant): Promise<ApiToken | undefined>;
  list(now: Instant): Promise<readonly ApiToken[]>;
  /** Writes only where it was never used, or last by `before`. */
  used(id: TokenId, now: Instant, before: Instant): Promise<void>;
  revoke(id: TokenId): Promise<boolean>;
  revokeAll(user: UserId): Promise<void>;
}
