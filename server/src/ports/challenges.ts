import type { ChallengeId, SessionId, SignInId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { EnrollableMethod, MethodKind } from '../policy/model.ts';

/** Where a challenge or an enrollment belongs: nothing started in one login serves another. */
export type Holder = { readonly signIn: SignInId } | { readonly session: SessionId };

/** Something the server started and waits to be answered: once, in time, by the same holder. */
export interface Challenge {
  readonly id: ChallengeId;
  readonly holder: Holder;
  readonly user: UserId;
  readonly purpose: 'prove' | 'enroll';
  readonly method: MethodKind | EnrollableMethod;
  /** The method's own state, sealed. */
  readonly state: string;
  /** Renewal: the authenticator that goes when this one is confirmed. */
  readonly replaces: string | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

export interface Challenges {
  add(challenge: Challenge): Promise<void>;
  /** Only while it is unanswered and not expired, and only for its holder. */
  find(
    id: ChallengeId,
    holder: Holder,
    purpose: Challenge['purpose'],
    now: Instant,
  ): Promise<Challenge | undefined>;
  /** True for exactly one caller. */
  consume(id: ChallengeId, now: Instant): Promise<boolean>;
  removeAll(user: UserId): Promise<void>;
  /** Removes those that expired before, at most `limit` of them; answers with their number. */
  purge(before: Instant, limit: number): Promise<number>;
}
