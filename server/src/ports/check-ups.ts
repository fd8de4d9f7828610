import type { UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';

/** Of one user's set-up: from the first authenticator on, until the last is gone. */
export interface CheckUp {
  readonly user: UserId;
  readonly enrolledAt: Instant;
  readonly mailedAt: Instant | null;
  /** When it was done or put aside. */
  readonly endedAt: Instant | null;
  readonly outcome: 'done' | 'dismissed' | null;
}

/** Over the users who have an authenticator. */
export interface CheckUpCounts {
  readonly done: number;
  readonly dismissed: number;
  /** Enrolled long enough ago, and neither of the two. */
  readonly due: number;
}

export interface CheckUps {
  /** A new set-up: whatever was noted of an earlier one is void. */
  begin(user: UserId, enrolledAt: Instant): Promise<void>;
  ofUser(user: UserId): Promise<CheckUp | undefined>;
  /** True for exactly one caller. */
  end(user: UserId, outcome: 'done' | 'dismissed', now: Instant): Promise<boolean>;
  /** Active users who enrolled by `enrolledBefore`, have an authenticator, and were not mailed about it. */
  toMail(enrolledBefore: Instant, limit: number): Promise<readonly UserId[]>;
  /** True for exactly one caller: whoever notes it writes the mail. */
  mailed(user: UserId, now: Instant): Promise<boolean>;
  counts(enrolledBefore: Instant): Promise<CheckUpCounts>;
}
