import type { BrowserId, ChallengeId, SessionId, SignInId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { EnrollableMethod, MethodKind, ProofFact, ResourceKind } from '../policy/model.ts';

/** One login in progress. `tokenHash` is SHA-256 of what the cookie holds. */
export interface SignIn {
  readonly id: SignInId;
  readonly tokenHash: string;
  readonly user: UserId;
  readonly resource: { readonly kind: ResourceKind; readonly id?: string };
  readonly proofs: readonly ProofFact[];
  readonly skippedAt: Instant | null;
  readonly address: string;
  readonly userAgent: string;
  /** The browser was known to this user before (A6.1.1): its wrong tries are counted apart. */
  readonly browser: BrowserId | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly endedAt: Instant | null;
}

export interface SignIns {
  add(signIn: SignIn): Promise<void>;
  /** Only while it is neither ended nor expired. */
  byToken(tokenHash: string, now: Instant): Promise<SignIn | undefined>;
  addProof(id: SignInId, proof: ProofFact): Promise<void>;
  skip(id: SignInId, now: Instant): Promise<void>;
  /** True for exactly one caller: whoever ends it makes the session. */
  end(id: SignInId, now: Instant): Promise<boolean>;
  endAll(user: UserId, now: Instant): Promise<void>;
  /** Removes those that ended or expired before. */
  purge(before: Instant): Promise<void>;
}

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
  purge(before: Instant): Promise<void>;
}

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
  /** Writes at most once a minute. */
  seen(id: SessionId, now: Instant): Promise<void>;
  addProof(id: SessionId, proof: ProofFact): Promise<void>;
  stepUp(id: SessionId, now: Instant): Promise<void>;
  end(user: UserId, id: SessionId, now: Instant): Promise<boolean>;
  /** All of the user's, but `except`. */
  endAll(user: UserId, now: Instant, except?: SessionId): Promise<number>;
  purge(before: Instant): Promise<void>;
}

/** Browsers that completed a sign-in of a user: strangers cannot lock the user out of them (ASVS 6.1.1). */
export interface KnownBrowsers {
  find(tokenHash: string, user: UserId): Promise<BrowserId | undefined>;
  add(browser: {
    readonly id: BrowserId;
    readonly user: UserId;
    readonly tokenHash: string;
    readonly at: Instant;
  }): Promise<void>;
  removeAll(user: UserId): Promise<void>;
}
