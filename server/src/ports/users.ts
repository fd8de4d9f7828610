import type { Language } from '@sallyport/contract/vocabulary.ts';
import type { GroupId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { MethodKind, Role, UserFacts, UserState } from '../policy/model.ts';

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
  /** Of mails to them; null: as the organisation has it. */
  readonly language: Language | null;
  /** The end of the last day of leave, past or to come. */
  readonly onLeaveUntil: Instant | null;
  /** When they took their one snooze (N13). */
  readonly snoozedAt: Instant | null;
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
}

export interface FindUsers {
  byId(id: UserId): Promise<User | undefined>;
  /** Spellings of one name (case, width, surrounding spaces: `usernameKey`) are one user. */
  byUsername(username: string): Promise<User | undefined>;
  withFacts(id: UserId): Promise<UserWithFacts | undefined>;
  /** Whoever holds a role, by user name. */
  administrators(): Promise<readonly UserWithFacts[]>;
}

export interface ChangeUsers extends FindUsers {
  /** Holds the user against concurrent changes until the transaction ends; undefined if there is none. */
  lock(id: UserId): Promise<UserWithFacts | undefined>;
  /** As `lock`, those of many who are there; in no order. */
  lockMany(ids: readonly UserId[]): Promise<readonly UserWithFacts[]>;
  /** False when the user name is taken. */
  add(user: NewUser): Promise<boolean>;
  addMany(users: readonly NewUser[]): Promise<void>;
  /** Which of these user names are taken, in any spelling. */
  taken(usernames: readonly string[]): Promise<readonly string[]>;
  /** False when the new user name is taken. */
  edit(id: UserId, changes: Partial<Omit<User, 'id' | 'createdAt'>>): Promise<boolean>;
  /** Notes a completed sign-in; the preferred method stays as it is where none is given. */
  signedIn(id: UserId, at: Instant, preferred: MethodKind | null): Promise<void>;
  /** Notes the one snooze of a person (N13): true for exactly one caller, ever. */
  snooze(id: UserId, now: Instant): Promise<boolean>;
  remove(id: UserId): Promise<void>;
  setGroups(id: UserId, groups: readonly GroupId[]): Promise<void>;
  /** Users who hold `role` and are active. */
  countActiveWithRole(role: Role): Promise<number>;
  /**
   * The owners who are active, none of whom can cease to be until the transaction ends (rule 12); `enrolled` who has an
   * authenticator that is not disabled.
   */
  holdActiveOwners(): Promise<readonly { readonly id: UserId; readonly enrolled: boolean }[]>;
  count(): Promise<number>;
}
