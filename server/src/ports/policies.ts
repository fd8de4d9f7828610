import type { GroupId, PolicyId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { EnrollableMethod, Policy } from '../policy/model.ts';
import type { Actor } from './audit-log.ts';

export type PolicySubject =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'group'; readonly group: GroupId }
  | { readonly kind: 'user'; readonly user: UserId };

export interface StoredPolicy {
  readonly policy: Policy;
  /** Counts the versions of this policy, from 1. */
  readonly version: number;
  /** When this version came to be, and who made it. */
  readonly changedAt: Instant;
  readonly changedBy: Actor;
  /** Since when nobody is held to its periods: it is off or not soft. Null while it is on and soft. */
  readonly graceEndedAt: Instant | null;
}

export interface PolicyVersion extends StoredPolicy {
  /** The last there is: the policy as it was removed. */
  readonly removed: boolean;
}

export interface ReadPolicies {
  /** Another one after every change of policies, groups' names, or settings that decisions depend on. */
  revision(): Promise<string>;
  /** All but those of single users. */
  shared(): Promise<readonly StoredPolicy[]>;
  /** A user's own; at most one today. */
  ofUser(user: UserId): Promise<readonly StoredPolicy[]>;
  ofUsers(users: readonly UserId[]): Promise<readonly StoredPolicy[]>;
  /** Of whom the method is required by name, whether that is switched on or not. */
  usersOwing(method: EnrollableMethod): Promise<readonly UserId[]>;
  bySubject(subject: PolicySubject): Promise<StoredPolicy | undefined>;
  /** A named one, by any spelling of its name. */
  byName(name: string): Promise<StoredPolicy | undefined>;
  /** Its last version, which tells of a removed one too. */
  latest(id: PolicyId): Promise<PolicyVersion | undefined>;
  version(id: PolicyId, number: number): Promise<PolicyVersion | undefined>;
  /** Newest first; those before the number `before`. */
  versions(
    id: PolicyId,
    page: { readonly limit: number; readonly before?: number },
  ): Promise<readonly PolicyVersion[]>;
}

export interface Policies extends ReadPolicies {
  /** Gives a new revision, one that never was before, and holds all other changes of policies until the transaction ends. */
  raiseRevision(): Promise<string>;
  /** As another version. */
  save(policy: StoredPolicy): Promise<void>;
  saveMany(policies: readonly StoredPolicy[]): Promise<void>;
  /** A built-in policy bears the name of its group; that makes no version. */
  rename(id: PolicyId, name: string): Promise<void>;
  /** Its versions stay, and `last` with them. */
  retire(last: StoredPolicy): Promise<void>;
}
