import type { BrowserId, UserId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
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

const add = prepared((db, browser: { id: BrowserId; user: UserId; tokenHash: string; at: Instant }) =>
  db
    .insertInto('known_browsers')
    .values({ id: browser.id, user_id: browser.user, token_hash: browser.tokenHash, created_at: browser.at })
    .onConflict((known) => known.columns(['user_id', 'token_hash']).doNothing()),
);

const keptOfUser = 10;

/** The oldest of those beyond what is kept. */
const beyond = prepared((db, { user }: { user: UserId }) =>
  db
    .selectFrom('known_browsers')
    .select('id')
    .where('user_id', '=', user)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .offset(keptOfUser),
);

export const knownBrowsers = (db: Db): KnownBrowsers => ({
  find: async (tokenHash, user) => (await find.first(db, { tokenHash, user }))?.id,
  async add(browser) {
    await add.change(db, browser);
    // Each new one pushes out at most one.
    const oldest = await beyond.first(db, browser);
    if (oldest !== undefined) await db.deleteFrom('known_browsers').where('id', '=', oldest.id).execute();
  },
  async removeAll(user) {
    await db.deleteFrom('known_browsers').where('user_id', '=', user).execute();
  },
  async purge(before, limit) {
    const over = db.selectFrom('known_browsers').select('id').where('created_at', '<', before).limit(limit);
    const result = await db.deleteFrom('known_browsers').where('id', 'in', over).executeTakeFirst();
    return Number(result.numDeletedRows);
  },
});
