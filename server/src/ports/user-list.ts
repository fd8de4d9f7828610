import type { GroupId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { EnrollableMethod, EnrollmentStatus, UserState } from '../policy/model.ts';
import type { UserWithFacts } from './users.ts';

export interface UserFilter {
  readonly text?: string;
  readonly status?: EnrollmentStatus;
  readonly required?: boolean;
  readonly group?: GroupId;
  readonly method?: EnrollableMethod;
  readonly state?: UserState;
}

export interface ListUsers {
  /** Ordered by user name; `now` parts running periods from expired ones. */
  list(
    filter: UserFilter,
    now: Instant,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<{ readonly users: readonly UserWithFacts[]; readonly next?: string }>;
  countByStatus(now: Instant): Promise<Readonly<Record<EnrollmentStatus, number>>>;
}
