import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { UserId } from '../../kernel/ids.ts';
import { days, type Instant } from '../../kernel/instant.ts';
import { searchKey } from '../../kernel/names.ts';
import type { EnrollmentStatus } from '../../policy/model.ts';
import type { ListUsers, Stretch, UserFilter } from '../../ports/user-list.ts';
import { contains, type Db, firstOfEach, searchIndex } from '../dialect.ts';
import type { Schema } from '../schema.ts';
import { afterCursor, cursor, pageOf } from './rows.ts';
import { facetsMatching } from './user-facets.ts';
import { selectUsersWithFacts, toUserWithFacts } from './user-facts.ts';

/**
 * The list is in the order of user names. What takes few values is in a user's facet, and the users of each facet lie in
 * that order: the first ones of the facets that match are merged, whatever the combination. Text, groups, exemptions
 * and the last sign-in are no facets: where they leave few users those are fetched and sorted; where they leave many,
 * the list is walked and each user checked, for then the next match is near.
 */

/** Ids of users, from whatever tables. */
type Ids = SelectQueryBuilder<Schema, keyof Schema, { id: UserId }>;
type UserQuery = SelectQueryBuilder<Schema, 'users', object>;

/** A filter whose matches can be fetched (`ids`, where there is an index for it), or checked user by user. */
interface Criterion {
  readonly ids?: Ids;
  /** So many matches are still fetched rather than walked to: what that costs is another for each. */
  readonly few: number;
  readonly holds: Expression<SqlBool>;
}

export const userList = (db: Db): ListUsers => ({
  async list(filter, now, page) {
    const keys = await keysOfPage(db, filter, now, page.limit + 1, afterCursor(page.after));
    const { items, last } = pageOf(keys, page.limit);
    if (items.length === 0) return { users: [] };
    const rows = await selectUsersWithFacts(db)
      .where(
        'id',
        'in',
        items.map(({ id }) => id),
      )
      .orderBy('username_key')
      .execute();
    const users = rows.map(toUserWithFacts);
    return last === undefined ? { users } : { users, next: cursor(last.username_key) };
  },

  async matching(filter, now, stretch) {
    const { query, next } = await inStretch(db, filter, now, stretch);
    const rows = await query.select('users.id').orderBy('users.number').execute();
    const users = rows.map(({ id }) => id);
    return next === undefined ? { users } : { users, next };
  },

  async countMatching(filter, now, stretch) {
    const { query, next } = await inStretch(db, filter, now, stretch);
    const { count } = await query
      .select((row) => row.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return next === undefined ? { count } : { count, next };
  },

  async countByStatus(now) {
    const rows = await db
      .selectFrom('users')
      .select((row) => ['status', 'deadline', row.fn.countAll<number>().as('count')])
      .groupBy(['status', 'deadline'])
      .execute();
    const counts: Record<EnrollmentStatus, number> = {
      enrolled: 0,
      'not-enrolled': 0,
      'in-enrollment-period': 0,
      expired: 0,
      'pre-enrollment': 0,
    };
    for (const { status, deadline, count } of rows) {
      const expired = status === 'in-enrollment-period' && deadline !== null && deadline < now;
      counts[expired ? 'expired' : status] += count;
    }
    return counts;
  },
});

async function keysOfPage(
  db: Db,
  filter: UserFilter,
  now: Instant,
  limit: number,
  after: string | undefined,
) {
  const facets = await facetsMatching(db, filter, now);
  if (facets?.length === 0) return [];
  const { conditions, narrowed } = await narrow(db, criteria(db, filter, now));
  let query: UserQuery = db.selectFrom('users').where((row) => row.and(conditions));
  if (after !== undefined) query = query.where('username_key', '>', after);

  const ordered = (users: UserQuery) =>
    users.select(['users.id', 'users.username_key']).orderBy('users.username_key').limit(limit);
  if (facets === undefined) return ordered(query).execute();
  if (narrowed) return ordered(query.where(amongFew(facets))).execute();
  return firstOfEach(db, facets, (facet) => ordered(query.where('users.facet', '=', facet)), limit);
}

/** Not by the index of facets: the users to check are few already. */
const amongFew = (facets: readonly string[]) => sql<SqlBool>`(users.facet || '') in (${sql.join(facets)})`;

/** All users of the stretch are looked at: no more than its size. */
async function inStretch(db: Db, filter: UserFilter, now: Instant, { after, size }: Stretch) {
  const upTo = after + size;
  const facets = await facetsMatching(db, filter, now);
  const conditions = criteria(db, filter, now).map(({ holds }) => holds);
  if (facets !== undefined) conditions.push(facets.length === 0 ? sql<SqlBool>`1 = 0` : amongFew(facets));
  const query: UserQuery = db
    .selectFrom('users')
    .where('users.number', '>', after)
    .where('users.number', '<=', upTo)
    .where((row) => row.and(conditions));
  const further = await db.selectFrom('users').select('id').where('number', '>', upTo).limit(1).execute();
  return { query, next: further.length === 0 ? undefined : upTo };
}

function criteria(db: Db, filter: UserFilter, now: Instant): readonly Criterion[] {
  const { text, group, signedInBefore, exempt } = filter;
  const found: Criterion[] = [];
  if (text !== undefined) {
    const part = searchKey(text);
    const ids = searchIndex(db, part);
    found.push({ few: 2_000, holds: contains('search_text', part), ...(ids === undefined ? {} : { ids }) });
  }
  if (group !== undefined) {
    const ids = db.selectFrom('memberships').select('user_id as id').where('group_id', '=', group);
    found.push({ few: 20_000, ids, holds: isAmong(ids, 'memberships.user_id') });
  }
  if (exempt !== undefined) {
    const ids = db.selectFrom('exemptions').select('user_id as id').where('ends_at', '>', now);
    const holds = isAmong(ids, 'exemptions.user_id');
    found.push(exempt ? { few: 20_000, ids, holds } : { few: 0, holds: sql<SqlBool>`not ${holds}` });
  }
  if (signedInBefore !== undefined) {
    const day = signedInBefore / days(1);
    const ids = db.selectFrom('users').select('users.id').where('users.signed_in_day', '<', day);
    found.push({ few: 5_000, ids, holds: sql<SqlBool>`users.signed_in_day < ${day}` });
  }
  return found;
}

/** The same as a check of one user; `column` is what `ids` selects. */
const isAmong = (ids: Ids, column: string): Expression<SqlBool> =>
  sql<SqlBool>`exists ${ids.where(sql<SqlBool>`${sql.ref(column)} = users.id`)}`;

/** Chooses for each criterion how it is applied; `narrowed` when one leaves only few users. */
async function narrow(db: Db, found: readonly Criterion[]) {
  const conditions: Expression<SqlBool>[] = [];
  let narrowed = false;
  for (const { ids, few, holds } of found) {
    if (ids !== undefined && (await countUpTo(db, ids, few + 1)) <= few) {
      conditions.push(sql<SqlBool>`users.id in ${ids}`);
      narrowed = true;
    } else conditions.push(holds);
  }
  return { conditions, narrowed };
}

async function countUpTo(db: Db, ids: Ids, limit: number): Promise<number> {
  const { count } = await db
    .selectFrom(ids.limit(limit).as('found'))
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
