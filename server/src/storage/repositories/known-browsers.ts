import type { UserId } from '../../kernel/ids.ts';
import type { KnownBrowsers } from '../../ports/known-browsers.ts';
import type { Db } from '../dialect.ts';
import { prepared } from '../prepared.ts';

const find = prepared((db, wanted: { tokenHash: string; user: UserId }) =>
  db
    .selectFrom('known_browsers')
    .select('id')
    .where('user_id', '=', wanted.user)
    .where('token_hash', '=', wanted.tokenHash),
);

export const knownBrowsers = (db: Db): KnownBrowsers => ({
  find: async (tokenHash, user) => (await find.first(db, { tokenHash, user }))?.id,
  async add({ id, user, tokenHash, at }) {
    await db
      .insertInto('known_browsers')
      .values({ id, user_id: user, token_hash: tokenHash, created_at: at })
      .onConflict((known) => known.columns(['user_id', 'token_hash']).doNothing())
      .execute();
  },
  async removeAll(user) {
    await db.deleteFrom('known_browsers').where('user_id', '=', user).execute();
  },
});
