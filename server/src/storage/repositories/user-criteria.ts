import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { UserId } from '../../kernel/ids.ts';
import { days, type Instant } from '../../kernel/instant.ts';
import { searchKey } from '../../kernel/names.ts';
import type { UserFilter } from '../../ports/user-list.ts';
import { contains, type Db, searchIndex } from '../dialect.ts';
import type { Schema } from '../schema.ts';
import { amongFacets, facetsMatching, nobody } from './user-facets.ts';
import { ofFacets, ofGroup, type Way } from './user-ways.ts';

/** Ids of users, from whatever tables. */
export type Ids = SelectQueryBuilder<Schema, keyof Schema, { id: UserId }>;

/** One thing that a filter asks. */
export interface Criterion {
  /** Where an index tells whom it holds of; nobody twice, but for exemptions. */
  readonly ids?: Ids;
  /** Where an index tells so in the order of the list. */
  readonly way?: Way;
  readonly holds: Expression<SqlBool>;
}

export async function criteria(db: Db, filter: UserFilter, now: Instant): Promise<readonly Criterion[]> {
  const { text, group, signedInBefore, exempt } = filter;
  const found: Criterion[] = [];
  if (text !== undefined) {
    const part = searchKey(text);
    const ids = await searchIndex(db, part);
    found.push({ holds: contains('search_text', part), ...(ids === undefined ? {} : { ids }) });
  }
  if (group !== undefined) {
    const ids = db.selectFrom('memberships').select('user_id as id').where('group_id', '=', group);
    found.push({ ids, holds: isAmong(ids, 'memberships.user_id'), way: ofGroup(db, group) });
  }
  if (exempt !== undefined) {
    const ids = db.selectFrom('exemptions').select('user_id as id').where('ends_at', '>', now);
    const holds = isAmong(ids, 'exemptions.user_id');
    found.push(exempt ? { ids, holds } : { holds: sql<SqlBool>`not ${holds}` });
  }
  if (signedInBefore !== undefined) {
    const day = signedInBefore / days(1);
    const ids = db.selectFrom('users').select('users.id').where('users.signed_in_day', '<', day);
    // Not by the index of days: the list is walked in its own order.
    found.push({ ids, holds: sql<SqlBool>`+users.signed_in_day < ${day}` });
  }
  const facets = await facetsMatching(db, filter, now);
  if (facets !== undefined) {
    const ids = db
      .selectFrom('users')
      .select('users.id')
      .where(facets.length === 0 ? nobody : sql<SqlBool>`users.facet in (${sql.join(facets)})`);
    found.push({ ids, holds: amongFacets(facets), way: ofFacets(db, facets) });
  }
  return found;
}

/** The same as a check of one user; `column` is what `ids` selects. */
const isAmong = (ids: Ids, column: string): Expression<SqlBool> =>
  sql<SqlBool>`exists ${ids.where(sql<SqlBool>`${sql.ref(column)} = users.id`)}`;

/** Takes out the criterion that holds of the fewest users, if they are no more than `few`. */
export async function narrow(
  db: Db,
  all: readonly Criterion[],
  few: number,
): Promise<{ readonly among?: Ids; readonly others: readonly Criterion[] }> {
  let fewest: { readonly criterion: Criterion; readonly ids: Ids } | undefined;
  let count = few + 1;
  for (const criterion of all) {
    const { ids } = criterion;
    const held = ids === undefined ? count : await countUpTo(db, ids, count);
    if (ids !== undefined && held < count) {
      fewest = { criterion, ids };
      count = held;
    }
  }
  if (fewest === undefined) return { others: all };
  const { criterion, ids } = fewest;
  return { among: ids, others: all.filter((each) => each !== criterion) };
}

async function countUpTo(db: Db, ids: Ids, limit: number): Promise<number> {
  const { count } = await db
    .selectFrom(ids.limit(limit).as('found'))
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
