import type { GroupId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { EnrollableMethod, Policy, Role, UserState } from '../policy/model.ts';

/** Whose facts are read. */
export type DirectoryScope =
  | { readonly kind: 'everyone' }
  /** Whoever is in one of them. */
  | { readonly kind: 'groups'; readonly groups: readonly GroupId[] }
  | { readonly kind: 'users'; readonly users: readonly UserId[] };

/** `number` is the user's own, for as long as they exist: a million of them are a few megabytes. */
export interface DirectoryUser {
  readonly number: number;
  readonly id: UserId;
  readonly state: UserState;
  readonly role: Role | null;
  /** 0 or 1: see `enrollmentDueFromActivation`. */
  readonly enrollmentDue: number;
  readonly onLeaveUntil: number | null;
  /** Of authenticators in working order, in alphabetical order with spaces between. */
  readonly methods: string;
  /** Backup codes. */
  readonly codesLeft: number;
  /** Their groups as one number: who has the same is in the same. Null for none. */
  readonly groupSet: number | null;
}

/** What a number stands for; groups that are gone may still be among them. */
export interface GroupSet {
  readonly number: number;
  readonly groups: readonly GroupId[];
}

/** Rows that belong to a user. */
type Of<Columns> = Columns & { readonly user: UserId };

/**
 * All that decisions ask about many users, each part in the order of users' ids; what most users have stands with the
 * user. What a user has several of is one text, so that most users bear a text that was seen before.
 */
export interface DirectoryPage {
  readonly users: readonly DirectoryUser[];
  readonly disabledAuthenticators: readonly Of<{ readonly method: EnrollableMethod }>[];
  /** `policy deadline`, with commas between. */
  readonly periods: readonly Of<{ readonly periods: string }>[];
  /** Temporary ones, not used yet. */
  readonly accessCodes: readonly Of<{ readonly until: number }>[];
  readonly exemptions: readonly Of<{ readonly until: number }>[];
  /** What is required of them by name. */
  readonly own: readonly Of<{ readonly policy: Policy; readonly graceEndedAt: Instant | null }>[];
  /** Hand back for the next page; undefined after the last. */
  readonly next: UserId | undefined;
}

/** Somebody of a list that holds numbers. */
export interface NumberedUser {
  readonly number: number;
  readonly id: UserId;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role | null;
}

/** The whole directory read at one go, for what is asked of everybody. */
export interface Directory {
  count(scope: DirectoryScope): Promise<number>;
  page(scope: DirectoryScope, after: UserId | undefined): Promise<DirectoryPage>;
  groupSets(numbers: readonly number[]): Promise<readonly GroupSet[]>;
  /** The users' numbers in the order of their names, many at a time. */
  byName(scope: DirectoryScope): AsyncIterable<readonly number[]>;
  /** In no order; those who are gone are left out. */
  numbered(numbers: readonly number[]): Promise<readonly NumberedUser[]>;
}
