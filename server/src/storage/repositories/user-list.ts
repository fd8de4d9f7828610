import type { SelectQueryBuilder } from 'kysely';
import type { Instant } from '../../kernel/instant.ts';
import type { EnrollmentStatus } from '../../policy/model.ts';
import type { ListUsers, Stretch, UserFilter } from '../../ports/user-list.ts';
import type { Db } from '../dialect.ts';
import type { Schema } from '../schema.ts';
import { afterCursor, cursor } from './rows.ts';
import { criteria } from './user-criteria.ts';
import { selectUsersWithFacts, toUserWithFacts } from './user-facts.ts';
import { type Bounds, countOf, keysOfPage, ordinaryBounds } from './user-page.ts';

type UserQuery = SelectQueryBuilder<Schema, 'users', object>;

/** @param bounds narrower ones are for tests */
export const userList = (db: Db, bounds: Bounds = ordinaryBounds): ListUsers => ({
  async list(filter, now, page) {
    const { keys, next } = await keysOfPage(
      db,
      filter,
      now,
      { limit: page.limit, after: afterCursor(page.after) },
      bounds,
    );
    const ids = keys.map(({ id }) => id);
    const rows =
      ids.length === 0
        ? []
        : await selectUsersWithFacts(db).where('id', 'in', ids).orderBy('username_key').execute();
    const users = rows.map(toUserWithFacts);
    return next === undefined ? { users } : { users, next: cursor(next) };
  },

  async matching(filter, now, stretch) {
    const { query, next } = await inStretch(db, filter, now, stretch);
    const rows = await query.select('users.id').orderBy('users.number').execute();
    const users = rows.map(({ id }) => id);
    return next === undefined ? { users } : { users, next };
  },

  countByIndex: (filter, now) => countOf(db, filter, now, bounds),

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

/** All users of the stretch are looked at: no more than its size. */
async function inStretch(db: Db, filter: UserFilter, now: Instant, { after, size }: Stretch) {
  const upTo = after + size;
  const conditions = (await criteria(db, filter, now)).map(({ holds }) => holds);
  const query: UserQuery = db
    .selectFrom('users')
    .where('users.number', '>', after)
    .where('users.number', '<=', upTo)
    .where((row) => row.and(conditions));
  const further = await db.selectFrom('users').select('id').where('number', '>', upTo).limit(1).execute();
  return { query, next: further.length === 0 ? undefined : upTo };
}
