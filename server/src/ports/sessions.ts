import type { SessionId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { ProofFact } from '../policy/model.ts';

export interface Session {
  readonly id: SessionId;
  readonly tokenHash: string;
  readonly user: UserId;
  readonly proofs: readonly ProofFact[];
  readonly skipped: boolean;
  readonly address: string;
  readonly userAgent: string;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
  readonly expiresAt: Instant;
  /** When a factor was last proved anew for a change (step-up). */
  readonly steppedUpAt: Instant | null;
  readonly endedAt: Instant | null;
}

export interface Sessions {
  add(session: Session): Promise<void>;
  /** Only while it is not ended, expired, or idle since before `idleSince`. */
  byToken(tokenHash: string, now: Instant, idleSince: Instant): Promise<Session | undefined>;
  ofUser(user: UserId, now: Instant, idleSince: Instant): Promise<readonly Session[]>;
  /** Writes only where it was last seen by `before`. */
  seen(id: SessionId, now: Instant, before: Instant): Promise<void>;
  addProof(id: SessionId, proof: ProofFact): Promise<void>;
  stepUp(id: SessionId, now: Instant): Promise<void>;
  end(user: UserId, id: SessionId, now: Instant): Promise<boolean>;
  /** All of the user's, but `except`. */
  endAll(user: UserId, now: Instant, except?: SessionId): Promise<number>;
  /** Removes those that expired before, at most `limit` of them; answers with their number. */
  purge(before: Instant, limit: number): Promise<number>;
}
