import type { PolicyId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { NoticeKind } from '../policy/notices.ts';

/** A stored enrollment period, with the state of its mails. */
export interface Period {
  readonly user: UserId;
  readonly policy: PolicyId;
  readonly startedAt: Instant;
  readonly days: number;
  readonly deadline: Instant;
  readonly nextNotice: NoticeKind | null;
  readonly noticeAt: Instant | null;
}

export interface Periods {
  /** One start per user and policy: those that exist stay as they are. */
  start(periods: readonly Period[]): Promise<void>;
  /** By an administrator's act: replaces what is there. */
  restart(periods: readonly Period[]): Promise<void>;
  ofUser(user: UserId): Promise<readonly Period[]>;
  /** Whose notice is due; earliest first. */
  noticesDue(now: Instant, limit: number): Promise<readonly Period[]>;
  /** Moves the notice on; false when somebody else did already. Without a time it waits until it is woken. */
  advanceNotice(period: Period, next: NoticeKind | null, at: Instant | null): Promise<boolean>;
  /** Notices of these users that wait without a time are due from `at` on. */
  wakeNotices(users: readonly UserId[], at: Instant): Promise<void>;
}
