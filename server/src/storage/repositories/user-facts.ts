import type { GroupId } from '../../kernel/ids.ts';
import type { User, UserWithFacts } from '../../ports/users.ts';
import { type Db, jsonArray, parsed } from '../dialect.ts';

const userColumns = [
  'id',
  'username',
  'display_name as displayName',
  'email',
  'state',
  'role',
  'password_hash as passwordHash',
  'enrollment_due as enrollmentDue',
  'created_at as createdAt',
  'activated_at as activatedAt',
  'suspended_at as suspendedAt',
  'last_sign_in_at as lastSignInAt',
  'preferred_method as preferredMethod',
  'language',
  'on_leave_until as onLeaveUntil',
  'snoozed_at as snoozedAt',
] as const;

export const selectUsers = (db: Db) => db.selectFrom('users').select(userColumns);

type UserRow = Omit<User, 'enrollmentDueFromActivation'> & { readonly enrollmentDue: number };

export const toUser = ({ enrollmentDue, ...user }: UserRow): User => ({
  ...user,
  enrollmentDueFromActivation: enrollmentDue === 1,
});

/** Users with all that decisions need, in one statement. */
export const selectUsersWithFacts = (db: Db) =>
  selectUsers(db).select((users) => [
    jsonArray(
      db,
      users
        .selectFrom('memberships')
        .innerJoin('groups', 'groups.id', 'memberships.group_id')
        .whereRef('memberships.user_id', '=', 'users.id')
        .select(['groups.id', 'groups.name'])
        .orderBy('groups.name_key'),
    ).as('groups'),
    jsonArray(
      db,
      users
        .selectFrom('authenticators')
        .whereRef('authenticators.user_id', '=', 'users.id')
        .select(['authenticators.id', 'authenticators.method', 'authenticators.disabled_at as disabledAt'])
        .orderBy('authenticators.created_at')
        .orderBy('authenticators.id'),
    ).as('authenticators'),
    jsonArray(
      db,
      users
        .selectFrom('periods')
        .whereRef('periods.user_id', '=', 'users.id')
        .select(['periods.policy_id as policy', 'periods.started_at as startedAt', 'periods.deadline'])
        .orderBy('periods.deadline')
        .orderBy('periods.policy_id'),
    ).as('periods'),
    users
      .selectFrom('backup_codes')
      .whereRef('backup_codes.user_id', '=', 'users.id')
      .where('backup_codes.used_at', 'is', null)
      .select((codes) => codes.fn.countAll<number>().as('count'))
      .as('backupCodesLeft'),
    users
      .selectFrom('access_codes')
      .whereRef('access_codes.user_id', '=', 'users.id')
      .where('access_codes.used_at', 'is', null)
      .select('access_codes.expires_at')
      .as('accessCodeUntil'),
    users
      .selectFrom('exemptions')
      .whereRef('exemptions.user_id', '=', 'users.id')
      .select((exemptions) => exemptions.fn.max('exemptions.ends_at').as('until'))
      .as('exemptUntil'),
  ]);

type FactsRow = Awaited<ReturnType<ReturnType<typeof selectUsersWithFacts>['execute']>>[number];

export function toUserWithFacts(row: FactsRow): UserWithFacts {
  const {
    groups: groupsJson,
    authenticators,
    periods,
    backupCodesLeft,
    accessCodeUntil,
    exemptUntil,
    ...userRow
  } = row;
  const user = toUser(userRow);
  const groups = parsed(groupsJson);
  return {
    user,
    groups,
    facts: {
      id: user.id,
      state: user.state,
      role: user.role,
      groups: new Set<GroupId>(groups.map(({ id }) => id)),
      authenticators: parsed(authenticators).map(({ id, method, disabledAt }) => ({
        id,
        method,
        disabled: disabledAt !== null,
      })),
      backupCodesLeft: backupCodesLeft ?? 0,
      periods: parsed(periods),
      // Of several the last to end is the one that matters.
      exemptions: exemptUntil === null ? [] : [{ until: exemptUntil }],
      enrollmentDueFromActivation: user.enrollmentDueFromActivation,
      ...(user.preferredMethod === null ? {} : { preferredMethod: user.preferredMethod }),
      ...(accessCodeUntil === null ? {} : { accessCodeUntil }),
      ...(user.onLeaveUntil === null ? {} : { onLeaveUntil: user.onLeaveUntil }),
    },
  };
}
