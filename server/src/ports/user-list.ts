import type { GroupId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { EnrollableMethod, EnrollmentStatus, Role, UserState } from '../policy/model.ts';
import type { UserWithFacts } from './users.ts';

/** All that are given must hold. */
export interface UserFilter {
  readonly text?: string;
  readonly status?: EnrollmentStatus;
  readonly required?: boolean;
  readonly group?: GroupId;
  /** Has it set up, in working order. */
  readonly method?: EnrollableMethod;
  /** Has it not. */
  readonly lacks?: EnrollableMethod;
  readonly state?: UserState;
  readonly role?: Role | 'any' | 'none';
  /** Unused ones: none, or at most 3. */
  readonly backupCodes?: 'none' | 'few';
  /** The beginning of a day in UTC; those who never signed in among them. */
  readonly signedInBefore?: Instant;
  readonly exempt?: boolean;
}

/** Some users in the order they were added, behind the `after`th: a query over them takes as long whatever it finds. */
export interface Stretch {
  readonly after: number;
  readonly size: number;
}

export interface ListUsers {
  /**
   * Ordered by user name; `now` parts running periods from expired ones, and exemptions too. A page looks at a bounded
   * number of users: it may hold fewer than `limit`, even nobody, and still have a `next`.
   */
  list(
    filter: UserFilter,
    now: Instant,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<{ readonly users: readonly UserWithFacts[]; readonly next?: string }>;
  /** Of one stretch; `next` begins the one behind it, undefined after the last. */
  matching(
    filter: UserFilter,
    now: Instant,
    stretch: Stretch,
  ): Promise<{ readonly users: readonly UserId[]; readonly next?: number }>;
  /** How many match; undefined where no index tells, and users have to be looked at, in stretches. */
  countByIndex(filter: UserFilter, now: Instant): Promise<number | undefined>;
  countMatching(
    filter: UserFilter,
    now: Instant,
    stretch: Stretch,
  ): Promise<{ readonly count: number; readonly next?: number }>;
  countByStatus(now: Instant): Promise<Readonly<Record<EnrollmentStatus, number>>>;
}
