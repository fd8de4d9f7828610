import type { GroupId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';

export interface Group {
  readonly id: GroupId;
  readonly name: string;
  readonly description: string;
  readonly createdAt: Instant;
}

export interface Groups {
  byId(id: GroupId): Promise<(Group & { readonly members: number }) | undefined>;
  byIds(ids: readonly GroupId[]): Promise<readonly Group[]>;
  byNames(names: readonly string[]): Promise<readonly Group[]>;
  list(
    text: string | undefined,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<{ readonly groups: readonly (Group & { readonly members: number })[]; readonly next?: string }>;
  /** False when the name is taken, in any spelling. */
  add(group: Group): Promise<boolean>;
  edit(id: GroupId, changes: Partial<Pick<Group, 'name' | 'description'>>): Promise<boolean>;
  remove(id: GroupId): Promise<void>;
  /** Ids that are no users are passed over; answers with those who really joined or left. */
  changeMembers(
    id: GroupId,
    add: readonly UserId[],
    remove: readonly UserId[],
  ): Promise<{ readonly joined: readonly UserId[]; readonly left: readonly UserId[] }>;
  addMemberships(memberships: readonly { readonly group: GroupId; readonly user: UserId }[]): Promise<void>;
  /** Removes up to `limit` sets of groups that nobody is in any more; answers how many. */
  purgeSets(limit: number): Promise<number>;
}
