import type { GroupId, PolicyId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { EnrollableMethod } from '../policy/model.ts';
import type { Day } from '../policy/zone.ts';

export interface Count {
  readonly day: Day;
  /**
   * `status` and `method` are counted as they stand, once in a while: the last of a day is the day's. The others as
   * they happen.
   */
  readonly counter: 'failed-attempt' | 'lockout' | 'help-desk-reset' | 'enrollment' | 'status' | 'method';
  /** Which of the kind, e.g. the method. */
  readonly key: string;
  readonly count: number;
}

/** What a rollout that goes badly shows by: something that went wrong for one person. */
export type IncidentKind = 'lockout' | 'failed-enrollment' | 'help-desk-reset';

export interface Incident {
  readonly kind: IncidentKind;
  readonly user: UserId;
  readonly at: Instant;
}

export interface GroupCount {
  readonly group: GroupId;
  readonly members: number;
  readonly enrolled: number;
}

export interface Statistics {
  /** How far the audit log has been counted, held until the transaction ends. */
  holdCountedUpTo(): Promise<number>;
  countedUpTo(seq: number): Promise<void>;
  /** Adds to what the day has. */
  add(counts: readonly Count[]): Promise<void>;
  /** Takes the place of what the day has. */
  put(counts: readonly Count[]): Promise<void>;
  note(incidents: readonly Incident[]): Promise<void>;
  purgeIncidents(before: Instant): Promise<void>;
  /** Oldest day first. */
  since(day: Day): Promise<readonly Count[]>;

  /** True for the one process that takes the state of now; nobody else does until `due` is later than this. */
  claimSnapshot(now: Instant, due: Instant): Promise<boolean>;
  /** When it was last taken; 0: never. */
  snapshotAt(): Promise<Instant>;
  /** Users with an authenticator of the method that works. */
  countByMethod(): Promise<Readonly<Record<EnrollableMethod, number>>>;
  /** The next groups by id, with how many of their members are enrolled. */
  countGroups(after: GroupId | null, limit: number): Promise<readonly GroupCount[]>;
  putGroups(counts: readonly GroupCount[]): Promise<void>;
  /** Those with the most members who are not enrolled first. */
  groups(limit: number): Promise<readonly (GroupCount & { readonly name: string })[]>;

  /** Running periods by their deadlines, earliest first. */
  deadlines(
    from: Instant,
    until: Instant,
  ): Promise<readonly { readonly deadline: Instant; readonly users: number }[]>;
  /** People who met these policies. */
  countMet(policies: readonly PolicyId[]): Promise<number>;
  /** Of those: to how many it happened since; a lockout is also a deadline that passed since. */
  countIncidents(
    policies: readonly PolicyId[],
    since: Instant,
    now: Instant,
  ): Promise<Readonly<Record<IncidentKind, number>>>;
}
