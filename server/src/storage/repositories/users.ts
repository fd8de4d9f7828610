import { type Insertable, sql } from 'kysely';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import { searchKey, usernameKey } from '../../kernel/names.ts';
import type { MethodKind } from '../../policy/model.ts';
import type { ChangeUsers, NewUser, User } from '../../ports/users.ts';
import { type Db, held, idsIn } from '../dialect.ts';
import { prepared } from '../prepared.ts';
import type { Schema } from '../schema.ts';
import { refreshGroupSets } from './group-sets.ts';
import { flag, inChunks } from './rows.ts';
import { selectUsers, selectUsersWithFacts, toUser, toUserWithFacts } from './user-facts.ts';

type UserRow = Insertable<Schema['users']>;

const byId = prepared((db, user: { id: UserId }) => selectUsers(db).where('id', '=', user.id));
const byKey = prepared((db, user: { key: string }) => selectUsers(db).where('username_key', '=', user.key));
const factsById = prepared((db, user: { id: UserId }) => selectUsersWithFacts(db).where('id', '=', user.id));
const withRole = prepared((db, _: object) =>
  selectUsersWithFacts(db).where('role', 'is not', null).orderBy('username_key'),
);
const hold = prepared((db, user: { id: UserId }) =>
  held(db, db.selectFrom('users').select('id').where('id', '=', user.id)),
);

const holdMany = prepared((db, users: { ids: string }) =>
  held(
    db,
    db
      .selectFrom('users')
      .select('id')
      .where('id', 'in', idsIn<UserId>(db, users.ids))
      // In one order, so that two who hold many never wait for each other.
      .orderBy('id'),
  ),
);
const factsOfMany = prepared((db, users: { ids: string }) =>
  selectUsersWithFacts(db).where('id', 'in', idsIn<UserId>(db, users.ids)),
);

const holdOwners = prepared((db, _: object) =>
  held(
    db,
    db
      .selectFrom('users')
      .select('id')
      .where('role', '=', 'owner')
      .where('state', '=', 'active')
      .orderBy('id'),
  ),
);

const enrolledOwners = prepared((db, _: object) =>
  db
    .selectFrom('users')
    .innerJoin('authenticators', 'authenticators.user_id', 'users.id')
    .select('users.id')
    .distinct()
    .where('users.role', '=', 'owner')
    .where('authenticators.disabled_at', 'is', null),
);

const noteSignIn = prepared((db, to: { id: UserId; at: Instant; preferred: MethodKind | null }) =>
  db
    .updateTable('users')
    .set({
      last_sign_in_at: to.at,
      preferred_method: sql<MethodKind | null>`coalesce(${to.preferred}, preferred_method)`,
    })
    .where('id', '=', to.id),
);

const noteSnooze = prepared((db, to: { id: UserId; now: Instant }) =>
  db.updateTable('users').set({ snoozed_at: to.now }).where('id', '=', to.id).where('snoozed_at', 'is', null),
);

export const users = (db: Db): ChangeUsers => {
  const find: Pick<ChangeUsers, 'byId' | 'byUsername' | 'withFacts' | 'administrators'> = {
    async byId(id) {
      const row = await byId.first(db, { id });
      return row && toUser(row);
    },
    async byUsername(username) {
      const row = await byKey.first(db, { key: usernameKey(username) });
      return row && toUser(row);
    },
    async withFacts(id) {
      const row = await factsById.first(db, { id });
      return row && toUserWithFacts(row);
    },
    administrators: async () => (await withRole.all(db, {})).map(toUserWithFacts),
  };

  const isTaken = async (username: string, byOtherThan: UserId): Promise<boolean> => {
    const holder = await byKey.first(db, { key: usernameKey(username) });
    return holder !== undefined && holder.id !== byOtherThan;
  };

  return {
    ...find,
    async lock(id) {
      return (await hold.first(db, { id })) && find.withFacts(id);
    },
    async lockMany(ids) {
      const users = { ids: JSON.stringify(ids) };
      await holdMany.all(db, users);
      return (await factsOfMany.all(db, users)).map(toUserWithFacts);
    },
    async add(user) {
      const result = await db
        .insertInto('users')
        .values(toRow(user))
        .onConflict((taken) => taken.column('username_key').doNothing())
        .executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    },
    addMany: (added) => inChunks(added, (chunk) => db.insertInto('users').values(chunk.map(toRow)).execute()),
    async taken(usernames) {
      const byKey = new Map(usernames.map((username) => [usernameKey(username), username]));
      const taken: string[] = [];
      await inChunks([...byKey.keys()], async (keys) => {
        const rows = await db
          .selectFrom('users')
          .select('username_key')
          .where('username_key', 'in', keys)
          .execute();
        for (const row of rows) taken.push(byKey.get(row.username_key) ?? row.username_key);
      });
      return taken;
    },
    async edit(id, changes) {
      if (changes.username !== undefined && (await isTaken(changes.username, id))) return false;
      await change(db, id, changes);
      return true;
    },
    async signedIn(id, at, preferred) {
      await noteSignIn.change(db, { id, at, preferred });
    },
    snooze: async (id, now) => (await noteSnooze.change(db, { id, now })) === 1,
    async remove(id) {
      await db.deleteFrom('users').where('id', '=', id).execute();
    },
    async setGroups(id, groups) {
      await db.deleteFrom('memberships').where('user_id', '=', id).execute();
      const rows = [...new Set(groups)].map((group) => ({ user_id: id, group_id: group }));
      await inChunks(rows, (chunk) => db.insertInto('memberships').values(chunk).execute());
      await refreshGroupSets(db, [id]);
    },
    async countActiveWithRole(role) {
      const { count } = await db
        .selectFrom('users')
        .select((row) => row.fn.countAll<number>().as('count'))
        .where('role', '=', role)
        .where('state', '=', 'active')
        .executeTakeFirstOrThrow();
      return count;
    },
    async holdActiveOwners() {
      const owners = await holdOwners.all(db, {});
      // A query of its own, after the wait: it sees what whoever was waited for did to their authenticators.
      const enrolled = new Set((await enrolledOwners.all(db, {})).map(({ id }) => id));
      return owners.map(({ id }) => ({ id, enrolled: enrolled.has(id) }));
    },
    async count() {
      const { count } = await db
        .selectFrom('users')
        .select((row) => row.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return count;
    },
  };
};

const searchText = (user: Pick<User, 'username' | 'displayName' | 'email'>): string =>
  [user.username, user.displayName, user.email].map(searchKey).join('\n');

const toRow = (user: NewUser): UserRow => ({
  id: user.id,
  username: user.username,
  username_key: usernameKey(user.username),
  display_name: user.displayName,
  email: user.email,
  search_text: searchText(user),
  state: user.state,
  role: user.role,
  password_hash: user.passwordHash,
  enrollment_due: 0,
  created_at: user.createdAt,
  activated_at: user.activatedAt,
  suspended_at: null,
  last_sign_in_at: null,
  preferred_method: null,
  language: null,
  on_leave_until: null,
  snoozed_at: null,
  // Until its standing is projected, which the same change does.
  status: user.state === 'staged' ? 'pre-enrollment' : 'not-enrolled',
  required: 0,
  deadline: null,
});

type Changes = Parameters<ChangeUsers['edit']>[1];

/** Writes only the columns that change: the rest may be changing elsewhere. */
async function change(db: Db, id: UserId, changes: Changes): Promise<void> {
  const { username, displayName, email, enrollmentDueFromActivation } = changes;
  const columns: { [Column in keyof UserRow]?: UserRow[Column] | undefined } = {
    username,
    username_key: username === undefined ? undefined : usernameKey(username),
    display_name: displayName,
    email,
    state: changes.state,
    role: changes.role,
    password_hash: changes.passwordHash,
    enrollment_due: enrollmentDueFromActivation === undefined ? undefined : flag(enrollmentDueFromActivation),
    activated_at: changes.activatedAt,
    suspended_at: changes.suspendedAt,
    last_sign_in_at: changes.lastSignInAt,
    preferred_method: changes.preferredMethod,
    language: changes.language,
    on_leave_until: changes.onLeaveUntil,
    snoozed_at: changes.snoozedAt,
  };
  if (username !== undefined || displayName !== undefined || email !== undefined) {
    await hold.first(db, { id });
    const before = await byId.first(db, { id });
    if (before === undefined) return;
    columns.search_text = searchText({ ...before, ...definedOnly({ username, displayName, email }) });
  }
  const set = definedOnly(columns);
  if (Object.keys(set).length > 0) await db.updateTable('users').set(set).where('id', '=', id).execute();
}
