import { sql } from 'kysely';
import type { Instant } from '../../kernel/instant.ts';
import { pauseOf } from '../../policy/throttle.ts';
import type { ThrottleKey, Throttles } from '../../ports/throttles.ts';
import type { Db } from '../dialect.ts';
import { prepared } from '../prepared.ts';

interface Spending extends ThrottleKey {
  readonly max: number;
  readonly now: Instant;
  readonly endsAt: Instant;
  readonly pausedUntil: Instant;
}

/**
 * `spend` of policy/throttle.ts as one conditional write: begins a window, or takes one more try out of it, and lets
 * the pause begin with the last one. Changes no row when none is left.
 */
const spend = prepared((db, wanted: Spending) =>
  db
    .insertInto('throttles')
    .values({ key: wanted.key, user_id: wanted.user, spent: 1, ends_at: wanted.endsAt })
    .onConflict((known) =>
      known
        .column('key')
        .doUpdateSet({
          spent: sql<number>`case when throttles.ends_at <= ${wanted.now} then 1 else throttles.spent + 1 end`,
          ends_at: sql<number>`case when throttles.ends_at <= ${wanted.now} then ${wanted.endsAt} when throttles.spent + 1 >= ${wanted.max} then ${wanted.pausedUntil} else throttles.ends_at end`,
        })
        .where((row) =>
          row.or([row('throttles.spent', '<', wanted.max), row('throttles.ends_at', '<=', wanted.now)]),
        ),
    ),
);

const current = prepared((db, wanted: { key: string; now: Instant }) =>
  db
    .selectFrom('throttles')
    .select(['spent', 'ends_at as endsAt'])
    .where('key', '=', wanted.key)
    .where('ends_at', '>', wanted.now),
);

const clear = prepared((db, { key }: { key: string }) => db.deleteFrom('throttles').where('key', '=', key));

export const throttles = (db: Db): Throttles => ({
  async spend({ key, user }, limit, now) {
    const { max, window } = limit;
    const endsAt = now + window;
    const pausedUntil = now + pauseOf(limit);
    const spent = max > 0 && (await spend.change(db, { key, user, max, now, endsAt, pausedUntil })) === 1;
    if (spent) return { allowed: true };
    return { allowed: false, retryAt: (await current.first(db, { key, now }))?.endsAt ?? endsAt };
  },
  async peek({ key }, { max }, now) {
    const window = await current.first(db, { key, now });
    return window === undefined || window.spent < max
      ? { allowed: true }
      : { allowed: false, retryAt: window.endsAt };
  },
  async clear({ key }) {
    await clear.change(db, { key });
  },
  async clearUser(user) {
    await db.deleteFrom('throttles').where('user_id', '=', user).execute();
  },
  async purge(before, limit) {
    const over = db.selectFrom('throttles').select('key').where('ends_at', '<', before).limit(limit);
    const result = await db.deleteFrom('throttles').where('key', 'in', over).executeTakeFirst();
    return Number(result.numDeletedRows);
  },
});
