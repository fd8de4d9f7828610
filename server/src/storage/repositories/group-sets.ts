import { type Expression, sql } from 'kysely';
import type { UserId } from '../../kernel/ids.ts';
import { type Db, held, isPostgres } from '../dialect.ts';
import { inChunks } from './rows.ts';

/**
 * Has the users' `group_set` say what their memberships say; whoever changes memberships calls it afterwards. Only the
 * removal of a group leaves the sets as they are, for a group that is gone makes no difference.
 */
export const refreshGroupSets = (db: Db, users: readonly UserId[]): Promise<void> =>
  inChunks([...new Set(users)].sort(), async (chunk) => {
    // What another transaction changed of the same users is seen once they are held.
    await held(db, db.selectFrom('users').select('id').where('id', 'in', chunk).orderBy('id')).execute();
    const ids = sql.join(chunk);
    await sql`insert into group_sets (groups)
      select distinct groups from (
        select ${setOfMember} as groups from memberships where user_id in (${ids}) group by user_id
      ) as sets where true on conflict do nothing`.execute(db);
    const own = sql<string>`(select ${setOfMember} from memberships where user_id = users.id)`;
    await sql`update users set group_set =
      (select number from group_sets where ${indexed(db, sql`groups`)} = ${indexed(db, own)})
      where id in (${ids})`.execute(db);
  });

/** What nobody refers to any more, and nobody is about to: refreshing holds the table, as far as inserting does. */
export const purgeGroupSets = async (db: Db, limit: number): Promise<number> => {
  if (isPostgres(db)) await sql`lock table group_sets in share row exclusive mode`.execute(db);
  const unused = db
    .selectFrom('group_sets')
    .select('number')
    .where((set) =>
      set.not(
        set.exists(
          set.selectFrom('users').select('users.id').whereRef('users.group_set', '=', 'group_sets.number'),
        ),
      ),
    )
    .limit(limit);
  const result = await db.deleteFrom('group_sets').where('number', 'in', unused).executeTakeFirst();
  return Number(result.numDeletedRows);
};

const setOfMember = sql<string>`string_agg(group_id, ' ' order by group_id)`;

/** As migration 0011-group-sets has it. */
const indexed = (db: Db, groups: Expression<string> | Expression<unknown>) =>
  isPostgres(db) ? sql`sha256((${groups})::bytea)` : groups;
