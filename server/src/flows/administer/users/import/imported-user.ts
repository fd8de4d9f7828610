import type { GroupId, UserId } from '../../../../kernel/ids.ts';
import type { Instant } from '../../../../kernel/instant.ts';
import { groupNameKey } from '../../../../kernel/names.ts';
import type { Group } from '../../../../ports/groups.ts';
import type { UserWithFacts } from '../../../../ports/users.ts';
import type { ImportRow } from './check-rows.ts';

/** A row as the user it becomes: staged, with nothing but a name, an address and groups. */
export const asUser = (
  { username, displayName, email, groups }: ImportRow,
  id: UserId,
  groupsByKey: ReadonlyMap<string, Group>,
  now: Instant,
): UserWithFacts => {
  const joined = groups.flatMap((name) => groupsByKey.get(groupNameKey(name)) ?? []);
  const nothingYet = { enrollmentDueFromActivation: false, role: null } as const;
  return {
    user: {
      ...nothingYet,
      id,
      username,
      displayName,
      email,
      state: 'staged',
      passwordHash: null,
      createdAt: now,
      activatedAt: null,
      suspendedAt: null,
      lastSignInAt: null,
      preferredMethod: null,
      language: null,
      onLeaveUntil: null,
      snoozedAt: null,
    },
    facts: {
      ...nothingYet,
      id,
      state: 'staged',
      groups: new Set(joined.map((group) => group.id)),
      authenticators: [],
      backupCodesLeft: 0,
      periods: [],
      exemptions: [],
    },
    groups: joined,
  };
};

export const membershipsOf = ({ user, facts }: UserWithFacts): { group: GroupId; user: UserId }[] =>
  [...facts.groups].map((group) => ({ group, user: user.id }));
