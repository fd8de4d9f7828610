import type { AccessCodeId, UserId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { AccessCodes } from '../../ports/access-codes.ts';
import type { Db } from '../dialect.ts';
import { prepared } from '../prepared.ts';

const live = prepared((db, wanted: { user: UserId; now: Instant }) =>
  db
    .selectFrom('access_codes')
    .select(['id', 'user_id as user', 'salt', 'hash', 'created_at as createdAt', 'expires_at as expiresAt'])
    .where('user_id', '=', wanted.user)
    .where('used_at', 'is', null)
    .where('expires_at', '>', wanted.now),
);

const consume = prepared((db, used: { id: AccessCodeId; user: UserId; now: Instant }) =>
  db
    .updateTable('access_codes')
    .set({ used_at: used.now })
    .where('user_id', '=', used.user)
    .where('id', '=', used.id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', used.now),
);

export const accessCodes = (db: Db): AccessCodes => ({
  async replace({ id, user, salt, hash, createdAt, expiresAt }) {
    const code = { id, salt, hash, created_at: createdAt, expires_at: expiresAt, used_at: null };
    await db
      .insertInto('access_codes')
      .values({ user_id: user, ...code })
      .onConflict((known) => known.column('user_id').doUpdateSet(code))
      .execute();
  },
  live: (user, now) => live.first(db, { user, now }),
  consume: async (id, user, now) => (await consume.change(db, { id, user, now })) === 1,
  async remove(user) {
    const result = await db
      .deleteFrom('access_codes')
      .where('user_id', '=', user)
      .where('used_at', 'is', null)
      .executeTakeFirst();
    return result.numDeletedRows === 1n;
  },
  async purge(before, limit) {
    const over = db
      .selectFrom('access_codes')
      .select('user_id')
      .where('expires_at', '<', before)
      .limit(limit);
    const result = await db.deleteFrom('access_codes').where('user_id', 'in', over).executeTakeFirst();
    return Number(result.numDeletedRows);
  },
});
