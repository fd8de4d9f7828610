import type { ExemptionId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { ExemptionNotice } from '../policy/exemptions.ts';

export interface StoredExemption {
  readonly id: ExemptionId;
  readonly user: UserId;
  /** Null once that user is gone. */
  readonly owner: UserId | null;
  readonly reason: string;
  readonly createdAt: Instant;
  /** Whoever granted it, by name. */
  readonly createdBy: string;
  readonly until: Instant;
  /** What is to be done next about its end; null after it has ended. */
  readonly nextNotice: ExemptionNotice | null;
  readonly noticeAt: Instant | null;
}

interface Named {
  readonly id: UserId;
  readonly username: string;
  readonly displayName: string;
}

/** As the list shows it. */
export interface ListedExemption extends Omit<StoredExemption, 'user' | 'owner'> {
  readonly user: Named;
  readonly owner: Named | null;
}

export interface Exemptions {
  add(exemption: StoredExemption): Promise<void>;
  /** Only while it runs. */
  byId(id: ExemptionId, now: Instant): Promise<StoredExemption | undefined>;
  /** Ends it at `now`; false when it had ended already. */
  end(id: ExemptionId, now: Instant): Promise<boolean>;
  ofUser(user: UserId, now: Instant): Promise<readonly ListedExemption[]>;
  /** Running ones, the first to end first. */
  list(
    filter: { readonly endsBefore?: Instant },
    now: Instant,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<{ readonly exemptions: readonly ListedExemption[]; readonly next?: string }>;
  /** Whose notice is due; earliest first. */
  noticesDue(now: Instant, limit: number): Promise<readonly StoredExemption[]>;
  /** Moves the notice on; false when somebody else did already. */
  advanceNotice(
    exemption: StoredExemption,
    next: ExemptionNotice | null,
    at: Instant | null,
  ): Promise<boolean>;
}
