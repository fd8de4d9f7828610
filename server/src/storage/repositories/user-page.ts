import { sql } from 'kysely';
import type { Instant } from '../../kernel/instant.ts';
import type { UserFilter } from '../../ports/user-list.ts';
import type { Db, UserKey } from '../dialect.ts';
import { pageOf } from './rows.ts';
import { type Criterion, criteria, type Ids, narrow } from './user-criteria.ts';
import { everyone } from './user-ways.ts';

/** What one page may cost. */
export interface Bounds {
  /** Users that are still fetched and sorted, rather than walked to: where there are more, the next is near. */
  readonly few: number;
  /** Users that are looked at, in steps that grow: what is common is found in the first. */
  readonly steps: readonly number[];
}

export const ordinaryBounds: Bounds = { few: 5_000, steps: [500, 2_500, 9_000] };

export interface PageOfKeys {
  readonly keys: readonly UserKey[];
  /** The name behind which the next page begins; undefined after the last. */
  readonly next?: string;
}

/**
 * Who is on a page of the users list, in the order of user names. It costs no more than its bounds, whatever is
 * combined: few are fetched and sorted; else the list is walked along the index that leads nearest, and a page ends
 * early where the steps do.
 */
export async function keysOfPage(
  db: Db,
  filter: UserFilter,
  now: Instant,
  { limit, after = '' }: { readonly limit: number; readonly after?: string | undefined },
  { few, steps }: Bounds,
): Promise<PageOfKeys> {
  const { among, others } = await narrow(db, await criteria(db, filter, now), few);
  if (among !== undefined) return fullPage(await firstAmong(db, among, others, after, limit + 1), limit);
  const led = others.find(({ way }) => way !== undefined);
  const way = led?.way ?? everyone(db);
  const conditions = others.filter((other) => other !== led).map(({ holds }) => holds);
  if (conditions.length === 0) return fullPage(await way.first({ after }, [], limit + 1), limit);

  const keys: UserKey[] = [];
  let from = after;
  for (const size of steps) {
    const end = await way.end(from, size);
    keys.push(...(await way.first({ after: from, end }, conditions, limit + 1 - keys.length)));
    if (keys.length > limit || end === undefined) return fullPage(keys, limit);
    from = end;
  }
  return { keys, next: from };
}

const fullPage = (found: readonly UserKey[], limit: number): PageOfKeys => {
  const { items, last } = pageOf(found, limit);
  return last === undefined ? { keys: items } : { keys: items, next: last.username_key };
};

/** How many match, where an index tells; else undefined. */
export async function countOf(
  db: Db,
  filter: UserFilter,
  now: Instant,
  { few }: Bounds,
): Promise<number | undefined> {
  const all = await criteria(db, filter, now);
  const { among, others } = await narrow(db, all, few);
  const [only, ...rest] = all;
  const users =
    among !== undefined
      ? oneOf(among, others)
      : only === undefined
        ? sql`users`
        : only.ids !== undefined && rest.length === 0
          ? sql`${only.ids} as found`
          : undefined;
  if (users === undefined) return undefined;
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${users}`.execute(db);
  return rows[0]?.count;
}

async function firstAmong(
  db: Db,
  among: Ids,
  others: readonly Criterion[],
  after: string,
  limit: number,
): Promise<readonly UserKey[]> {
  const { rows } = await sql<UserKey>`
    select users.id, users.username_key from ${oneOf(among, others)} and users.username_key > ${after}
    order by users.username_key limit ${limit}`.execute(db);
  return rows;
}

/** Those few for whom the rest holds, too, found by their ids: `cross join` keeps SQLite to it. */
const oneOf = (among: Ids, others: readonly Criterion[]) =>
  sql`(select distinct id from ${among} as found) as few cross join users
    where ${sql.join([sql`users.id = few.id`, ...others.map(({ holds }) => holds)], sql` and `)}`;
