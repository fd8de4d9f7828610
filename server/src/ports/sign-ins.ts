import type { BrowserId, SignInId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { ProofFact, ResourceKind } from '../policy/model.ts';

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
  /** Removes those that expired before, at most `limit` of them; answers with their number. */
  purge(before: Instant, limit: number): Promise<number>;
}
