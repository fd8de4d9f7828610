import type { GroupId, PolicyId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { EnrollableMethod, Policy } from '../policy/model.ts';

export type PolicySubject =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'group'; readonly group: GroupId }
  | { readonly kind: 'user'; readonly user: UserId };

export interface StoredPolicy {
  readonly policy: Policy;
  readonly changedAt: Instant;
}

export interface Policies {
  /** Another one after every change of policies, groups' names, or settings that decisions depend on. */
  revision(): Promise<string>;
  /** Gives a new revision, one that never was before, and holds all other changes of policies until the transaction ends. */
  raiseRevision(): Promise<string>;
  /** All but those of single users. */
  shared(): Promise<readonly StoredPolicy[]>;
  /** A user's own; at most one today. */
  ofUser(user: UserId): Promise<readonly StoredPolicy[]>;
  ofUsers(users: readonly UserId[]): Promise<readonly StoredPolicy[]>;
  /** Of whom the method is required by name, whether that is switched on or not. */
  usersOwing(method: EnrollableMethod): Promise<readonly UserId[]>;
  bySubject(subject: PolicySubject): Promise<StoredPolicy | undefined>;
  save(policy: StoredPolicy): Promise<void>;
  remove(id: PolicyId): Promise<void>;
}
