import type { UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { EnrollmentStatus } from '../policy/model.ts';
import type { UserWithFacts } from './users.ts';

/** How a user stands, as stored beside the user so that lists can filter without deciding anew. */
export interface ProjectedStanding {
  readonly user: UserId;
  /** `expired` is never stored: it is `in-enrollment-period` with a deadline that has passed. */
  readonly status: Exclude<EnrollmentStatus, 'expired'>;
  readonly required: boolean;
  readonly deadline: Instant | null;
}

/** The projection of standings: rewritten with every change of a user, and swept after a change of policies. */
export interface Standings {
  store(standings: readonly ProjectedStanding[]): Promise<void>;
  /** The next users by id after `after`, with their facts. */
  page(after: UserId | null, limit: number): Promise<readonly UserWithFacts[]>;
}
