import {
  type Expression,
  type Kysely,
  PostgresAdapter,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely';
import { jsonArrayFrom as postgresJsonArray } from 'kysely/helpers/postgres';
import { jsonArrayFrom as sqliteJsonArray } from 'kysely/helpers/sqlite';
import type { UserId } from '../kernel/ids.ts';
import type { Schema } from './schema.ts';

/** Where the two databases speak differently, and nowhere else. */
export type Db = Kysely<Schema>;

export const isPostgres = (db: Db): boolean => db.getExecutor().adapter instanceof PostgresAdapter;

/** The ids in a JSON array, for `in`: the statement is the same however many there are. */
export const idsIn = <Id extends string>(db: Db, ids: string) =>
  isPostgres(db)
    ? sql<Id>`(select json_array_elements_text(${ids}::json))`
    : sql<Id>`(select value from json_each(${ids}))`;

/** The rows of a subquery as one JSON column; `parsed` reads it. */
export const jsonArray = <Row>(db: Db, query: Parameters<typeof sqliteJsonArray<Row>>[0]) =>
  isPostgres(db) ? postgresJsonArray(query) : sqliteJsonArray(query);

/** What `jsonArray` selected: PostgreSQL's driver has parsed it already. */
export const parsed = <T>(json: T): T => (typeof json === 'string' ? (JSON.parse(json) as T) : json);

/**
 * Holds the rows until the transaction ends. SQLite has one writer at a time, so there they are held already; on
 * PostgreSQL others may still refer to them (`for no key update`), just not change them.
 */
export const held = <Tables extends keyof Schema, Row>(
  db: Db,
  query: SelectQueryBuilder<Schema, Tables, Row>,
): SelectQueryBuilder<Schema, Tables, Row> => (isPostgres(db) ? query.forNoKeyUpdate() : query);

/** As `held`, but passes over what others hold: for queues. */
export const heldIfFree = <Tables extends keyof Schema, Row>(
  db: Db,
  query: SelectQueryBuilder<Schema, Tables, Row>,
): SelectQueryBuilder<Schema, Tables, Row> => (isPostgres(db) ? query.forUpdate().skipLocked() : query);

/** Whether a folded text contains another. */
export const contains = (column: 'name_key' | 'search_text', part: string) =>
  sql<SqlBool>`${sql.ref(column)} like ${`%${part.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`;

/** Whether the JSON of an audit entry contains a text, in upper or lower case. */
export const mentions = (db: Db, part: string) => {
  const pattern = `%${JSON.stringify(part)
    .slice(1, -1)
    .replace(/[\\%_]/g, '\\$&')}%`;
  return sql<SqlBool>`event ${sql.raw(isPostgres(db) ? 'ilike' : 'like')} ${pattern} escape '\\'`;
};

/** `JsonItems` with one more at the end. */
export const withItem = (column: 'proofs', item: string) =>
  sql<string>`case when ${sql.ref(column)} = '' then ${item} else ${sql.ref(column)} || ',' || ${item} end`;

/**
 * Ids of the users whose `search_text` contains a folded text, by an index of trigrams, which knows nothing shorter than
 * three characters; undefined where there is none.
 */
export async function searchIndex(db: Db, part: string) {
  if (part.length < 3) return undefined;
  if (isPostgres(db)) {
    const { rows } = await sql<{
      there: boolean;
    }>`select to_regclass('users_search') is not null as there`.execute(db);
    return rows[0]?.there === true
      ? db.selectFrom('users').select('users.id').where(contains('search_text', part))
      : undefined;
  }
  return db
    .selectFrom('users_search')
    .crossJoin('users')
    .select('users.id')
    .whereRef('users.number', '=', 'users_search.rowid')
    .where(sql<SqlBool>`users_search.search_text glob ${`*${part.replace(/[*?[]/g, '[$&]')}*`}`);
}

export interface UserKey {
  readonly id: UserId;
  readonly username_key: string;
}

/**
 * The first users by name over several facets, from the first of each: `first` selects those of one facet.
 * SQLite has no lateral joins, but may correlate an IN.
 */
export async function firstOfEach(
  db: Db,
  facets: readonly string[],
  first: (facet: Expression<string>) => SelectQueryBuilder<Schema, 'users', UserKey>,
  limit: number,
): Promise<readonly UserKey[]> {
  const users = first(sql.ref('facets.facet'));
  const join = isPostgres(db)
    ? sql`cross join lateral (${users}) as found`
    : sql`cross join users as found on found.id in (select id from (${users}))`;
  const { rows } = await sql<UserKey>`
    with facets (facet) as (values ${sql.join(facets.map((facet) => sql`(${facet})`))})
    select found.id, found.username_key from facets ${join} order by found.username_key limit ${limit}`.execute(
    db,
  );
  return rows;
}
