import { definedOnly } from '../../kernel/defined-only.ts';
import type { GroupId, UserId } from '../../kernel/ids.ts';
import { groupNameKey } from '../../kernel/names.ts';
import type { Group, Groups } from '../../ports/groups.ts';
import { contains, type Db } from '../dialect.ts';
import { purgeGroupSets, refreshGroupSets } from './group-sets.ts';
import { afterCursor, cursor, inChunks, pageOf } from './rows.ts';

const columns = ['id', 'name', 'description', 'created_at as createdAt'] as const;

const selectWithMembers = (db: Db) =>
  db
    .selectFrom('groups')
    .select(columns)
    .select((group) =>
      group.fn
        .coalesce(
          group
            .selectFrom('memberships')
            .whereRef('memberships.group_id', '=', 'groups.id')
            .select((member) => member.fn.countAll<number>().as('count')),
          group.lit(0),
        )
        .as('members'),
    );

export const groups = (db: Db): Groups => {
  const isTaken = async (name: string, byOtherThan?: GroupId): Promise<boolean> => {
    const holder = await db
      .selectFrom('groups')
      .select('id')
      .where('name_key', '=', groupNameKey(name))
      .executeTakeFirst();
    return holder !== undefined && holder.id !== byOtherThan;
  };

  return {
    byId: (id) => selectWithMembers(db).where('id', '=', id).executeTakeFirst(),
    async byIds(ids) {
      const found: Group[] = [];
      await inChunks(ids, async (chunk) => {
        found.push(...(await db.selectFrom('groups').select(columns).where('id', 'in', chunk).execute()));
      });
      return found;
    },
    async byNames(names) {
      if (names.length === 0) return [];
      const keys = [...new Set(names.map(groupNameKey))];
      return db.selectFrom('groups').select(columns).where('name_key', 'in', keys).execute();
    },
    async list(text, page) {
      const after = afterCursor(page.after);
      let query = selectWithMembers(db).select('name_key');
      if (text !== undefined) query = query.where(contains('name_key', groupNameKey(text)));
      if (after !== undefined) query = query.where('name_key', '>', after);
      const rows = await query
        .orderBy('name_key')
        .limit(page.limit + 1)
        .execute();
      const { items, last } = pageOf(rows, page.limit);
      const found = items.map(({ name_key: _, ...group }) => group);
      return last === undefined ? { groups: found } : { groups: found, next: cursor(last.name_key) };
    },
    async add({ id, name, description, createdAt }) {
      const result = await db
        .insertInto('groups')
        .values({ id, name, name_key: groupNameKey(name), description, created_at: createdAt })
        .onConflict((taken) => taken.column('name_key').doNothing())
        .executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    },
    async edit(id, { name, description }) {
      if (name !== undefined && (await isTaken(name, id))) return false;
      const name_key = name === undefined ? undefined : groupNameKey(name);
      const set = definedOnly({ name, name_key, description });
      if (Object.keys(set).length > 0) await db.updateTable('groups').set(set).where('id', '=', id).execute();
      return true;
    },
    async remove(id) {
      await db.deleteFrom('groups').where('id', '=', id).execute();
    },
    async changeMembers(id, add, remove) {
      const joined: UserId[] = [];
      const left: UserId[] = [];
      await inChunks([...new Set(add)], async (chunk) => {
        const rows = await db
          .insertInto('memberships')
          .columns(['group_id', 'user_id'])
          .expression((members) =>
            members
              .selectFrom('users')
              .select((user) => [user.val(id).as('group_id'), 'users.id as user_id'])
              .where('users.id', 'in', chunk),
          )
          .onConflict((member) => member.columns(['user_id', 'group_id']).doNothing())
          .returning('user_id')
          .execute();
        for (const row of rows) joined.push(row.user_id);
      });
      await inChunks([...new Set(remove)], async (chunk) => {
        const rows = await db
          .deleteFrom('memberships')
          .where('group_id', '=', id)
          .where('user_id', 'in', chunk)
          .returning('user_id')
          .execute();
        for (const row of rows) left.push(row.user_id);
      });
      await refreshGroupSets(db, [...joined, ...left]);
      return { joined, left };
    },
    async addMemberships(memberships) {
      await inChunks(memberships, (chunk) =>
        db
          .insertInto('memberships')
          .values(chunk.map(({ group, user }) => ({ group_id: group, user_id: user })))
          .onConflict((member) => member.columns(['user_id', 'group_id']).doNothing())
          .execute(),
      );
      await refreshGroupSets(
        db,
        memberships.map(({ user }) => user),
      );
    },
    purgeSets: (limit) => purgeGroupSets(db, limit),
  };
};
