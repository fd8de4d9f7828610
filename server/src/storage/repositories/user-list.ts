import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { UserId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import { searchKey } from '../../kernel/names.ts';
import type { EnrollmentStatus } from '../../policy/model.ts';
import type { ListUsers, UserFilter } from '../../ports/user-list.ts';
import { contains, type Db, earliestOfEach, searchIndex } from '../dialect.ts';
import type { Schema } from '../schema.ts';
import { afterCursor, cursor, pageOf } from './rows.ts';
import { selectUsersWithFacts, toUserWithFacts } from './user-facts.ts';

/**
 * The list is in the order of user names, and most filters have an index in that order (see the migration). Two kinds
 * have none and are made fast whatever the data:
 * - Text, group, method: up to so many matches are fetched and sorted; where there are more, the list is walked and each
 *   user checked, for then the next match is near.
 * - Running and expired periods: deadlines are ends of days, thus few: the first users of each are merged.
 */
const few = 2_000;

/** Ids of users, from whatever tables. */
type Ids = SelectQueryBuilder<Schema, keyof Schema, { id: UserId }>;
type UserQuery = SelectQueryBuilder<Schema, 'users', object>;

/** A filter whose matches can be fetched (`ids`, where there is an index for it), or checked user by user. */
interface Criterion {
  readonly ids?: Ids;
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
  const { conditions, narrowed } = await narrow(db, criteria(db, filter));
  const { state, required, status } = filter;
  let query: UserQuery = db.selectFrom('users').where((row) => row.and(conditions));
  if (after !== undefined) query = query.where('username_key', '>', after);
  if (state !== undefined) query = query.where('state', '=', state);
  if (required !== undefined) query = query.where('required', '=', required ? 1 : 0);

  const ordered = (users: UserQuery) =>
    users.select(['users.id', 'users.username_key']).orderBy('users.username_key').limit(limit);
  const deadlines = status === undefined ? undefined : deadlinesOf(status, now);
  if (deadlines === undefined)
    return ordered(status === undefined ? query : query.where('status', '=', storedStatus(status))).execute();

  query = query.where('status', '=', 'in-enrollment-period');
  if (narrowed) {
    const { above, upTo } = deadlines;
    return ordered(query.where('deadline', '>', above).where('deadline', '<=', upTo)).execute();
  }
  return earliestOfEach(db, deadlines, (deadline) => ordered(query.where('deadline', '=', deadline)), limit);
}

/** `expired` is never stored (see `ProjectedStanding`). */
const storedStatus = (status: EnrollmentStatus) => (status === 'expired' ? 'in-enrollment-period' : status);

/** Which deadlines make the status; undefined where it doesn't depend on them. The deadline itself still belongs to the period. */
function deadlinesOf(
  status: EnrollmentStatus,
  now: Instant,
): { readonly above: Instant; readonly upTo: Instant } | undefined {
  if (status === 'expired') return { above: -1, upTo: now - 1 };
  if (status === 'in-enrollment-period') return { above: now - 1, upTo: Number.MAX_SAFE_INTEGER };
  return undefined;
}

function criteria(db: Db, { text, group, method }: UserFilter): readonly Criterion[] {
  const found: Criterion[] = [];
  if (text !== undefined) {
    const part = searchKey(text);
    const ids = searchIndex(db, part);
    found.push({ holds: contains('search_text', part), ...(ids === undefined ? {} : { ids }) });
  }
  if (group !== undefined) {
    const ids = db.selectFrom('memberships').select('user_id as id').where('group_id', '=', group);
    found.push({ ids, holds: isAmong(ids, 'memberships.user_id') });
  }
  if (method !== undefined) {
    const ids = db
      .selectFrom('authenticators')
      .select('user_id as id')
      .where('method', '=', method)
      .where('disabled_at', 'is', null);
    found.push({ ids, holds: isAmong(ids, 'authenticators.user_id') });
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
  for (const { ids, holds } of found) {
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
