import type { GroupId, PolicyId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type {
  EnrollableMethod,
  EnrollmentStatus,
  MethodKind,
  Role,
  UserFacts,
  UserState,
} from '../policy/model.ts';
import type { NoticeKind } from '../policy/notices.ts';

export interface User {
  readonly id: UserId;
  readonly username: string;
  readonly displayName: string;
  readonly email: string;
  readonly state: UserState;
  readonly role: Role | null;
  /** PHC string of argon2id; null until activation. */
  readonly passwordHash: string | null;
  readonly enrollmentDueFromActivation: boolean;
  readonly createdAt: Instant;
  readonly activatedAt: Instant | null;
  readonly suspendedAt: Instant | null;
  readonly lastSignInAt: Instant | null;
  /** The method last proved on the web (S3). */
  readonly preferredMethod: MethodKind | null;
}

export type NewUser = Pick<
  User,
  | 'id'
  | 'username'
  | 'displayName'
  | 'email'
  | 'state'
  | 'role'
  | 'passwordHash'
  | 'createdAt'
  | 'activatedAt'
>;

/** A user with all that decisions need, read in one go. */
export interface UserWithFacts {
  readonly user: User;
  readonly facts: UserFacts;
  readonly groups: readonly { readonly id: GroupId; readonly name: string }[];
  /** The status columns as projected last; see `Standings`. */
  readonly projectedRevision: number;
}

export interface FindUsers {
  byId(id: UserId): Promise<User | undefined>;
  /** Spellings of one name (case, width, surrounding spaces: `usernameKey`) are one user. */
  byUsername(username: string): Promise<User | undefined>;
  withFacts(id: UserId): Promise<UserWithFacts | undefined>;
}

export interface ChangeUsers extends FindUsers {
  /** Holds the user against concurrent changes until the transaction ends; undefined if there is none. */
  lock(id: UserId): Promise<UserWithFacts | undefined>;
  /** False when the user name is taken. */
  add(user: NewUser): Promise<boolean>;
  addMany(users: readonly NewUser[]): Promise<void>;
  /** Which of these user names are taken, in any spelling. */
  taken(usernames: readonly string[]): Promise<readonly string[]>;
  /** False when the new user name is taken. */
  edit(id: UserId, changes: Partial<Omit<User, 'id' | 'createdAt'>>): Promise<boolean>;
  remove(id: UserId): Promise<void>;
  setGroups(id: UserId, groups: readonly GroupId[]): Promise<void>;
  /** Users who hold `role` and are active. */
  countActiveWithRole(role: Role): Promise<number>;
  count(): Promise<number>;
}

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
  store(revision: number, standings: readonly ProjectedStanding[]): Promise<void>;
  /** The next users by id after `after`, with their facts. */
  page(after: UserId | null, limit: number): Promise<readonly UserWithFacts[]>;
}

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

/** A stored enrollment period, with the state of its mails. */
export interface Period {
  readonly user: UserId;
  readonly policy: PolicyId;
  readonly startedAt: Instant;
  readonly days: number;
  readonly deadline: Instant;
  readonly nextNotice: PeriodNotice | null;
  readonly noticeAt: Instant | null;
}

export type PeriodNotice = NoticeKind;

export interface Periods {
  /** One start per user and policy: those that exist stay as they are. */
  start(periods: readonly Period[]): Promise<void>;
  /** By an administrator's act: replaces what is there. */
  restart(periods: readonly Period[]): Promise<void>;
  ofUser(user: UserId): Promise<readonly Period[]>;
  /** Periods of one policy whose deadline has passed, of users who have nothing that counts; earliest first. */
  lapsed(
    policy: PolicyId,
    before: Instant,
    limit: number,
  ): Promise<{
    readonly count: number;
    readonly periods: readonly (Period & { readonly username: string })[];
  }>;
  /** Whose notice is due; earliest first. */
  noticesDue(now: Instant, limit: number): Promise<readonly Period[]>;
  /** Moves the notice on; false when somebody else did already. */
  advanceNotice(period: Period, next: PeriodNotice | null, at: Instant | null): Promise<boolean>;
}
