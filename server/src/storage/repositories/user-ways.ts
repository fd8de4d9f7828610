import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { GroupId } from '../../kernel/ids.ts';
import { type Db, firstOfEach, type UserKey } from '../dialect.ts';
import type { Schema } from '../schema.ts';

/** Names behind `after`, up to `end`, or to the last. */
export interface Range {
  readonly after: string;
  readonly end?: string | undefined;
}

export type Condition = Expression<SqlBool>;

/** Users that an index holds together in the order of the list. */
export interface Way {
  /** The first in the range for whom the conditions hold, which are looked at one after another. */
  first(range: Range, conditions: readonly Condition[], limit: number): Promise<readonly UserKey[]>;
  /** The name up to which no more than about `size` come behind `after`; undefined where fewer come at all. */
  end(after: string, size: number): Promise<string | undefined>;
}

type UserQuery = SelectQueryBuilder<Schema, 'users', object>;

const inOrder = (users: UserQuery, limit: number) =>
  users.select(['users.id', 'users.username_key']).orderBy('users.username_key').limit(limit);

const within = (
  { after, end }: Range,
  column = sql.ref<string>('users.username_key'),
): readonly Condition[] => [
  sql<SqlBool>`${column} > ${after}`,
  ...(end === undefined ? [] : [sql<SqlBool>`${column} <= ${end}`]),
];

/** The name at the `size`th place behind `after`. */
const nameAt = (from: Expression<unknown>, after: string, size: number) =>
  sql<string | null>`(select username_key from ${from} and username_key > ${after}
    order by username_key limit 1 offset ${size - 1})`;

const readEnd = async (db: Db, end: Expression<unknown>): Promise<string | undefined> => {
  const { rows } = await sql<{ end: string | null }>`select ${end} as "end"`.execute(db);
  return rows[0]?.end ?? undefined;
};

export const everyone = (db: Db): Way => ({
  first: (range, conditions, limit) =>
    inOrder(
      db.selectFrom('users').where((row) => row.and([...within(range), ...conditions])),
      limit,
    ).execute(),
  end: (after, size) => readEnd(db, nameAt(sql`users where 1 = 1`, after, size)),
});

/** The first of each facet are merged; every facet has the same share of what is looked at. */
export const ofFacets = (db: Db, facets: readonly string[]): Way => ({
  first(range, conditions, limit) {
    const query = db.selectFrom('users').where((row) => row.and([...within(range), ...conditions]));
    return firstOfEach(db, facets, (facet) => inOrder(query.where('users.facet', '=', facet), limit), limit);
  },
  end(after, size) {
    const share = Math.ceil(size / facets.length);
    const values = sql.join(facets.map((facet) => sql`(${facet})`));
    const last = nameAt(sql`users where users.facet = facets.facet`, after, share);
    return readEnd(db, sql`(with facets (facet) as (values ${values}) select min(${last}) from facets)`);
  },
});

/** `cross join` keeps SQLite to the order of the group's index. */
export const ofGroup = (db: Db, group: GroupId): Way => ({
  async first(range, conditions, limit) {
    const wanted = [
      sql`memberships.group_id = ${group}`,
      ...within(range, sql.ref('memberships.username_key')),
      sql`users.id = memberships.user_id`,
      ...conditions,
    ];
    const { rows } = await sql<UserKey>`
      select users.id, memberships.username_key from memberships cross join users
      where ${sql.join(wanted, sql` and `)} order by memberships.username_key limit ${limit}`.execute(db);
    return rows;
  },
  end: (after, size) => readEnd(db, nameAt(sql`memberships where group_id = ${group}`, after, size)),
});
