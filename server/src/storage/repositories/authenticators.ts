import type { AuthenticatorId, UserId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { EnrollableMethod } from '../../policy/model.ts';
import type { Authenticator, Authenticators } from '../../ports/authenticators.ts';
import type { Db } from '../dialect.ts';
import { prepared } from '../prepared.ts';

const columns = [
  'id',
  'user_id as user',
  'method',
  'name',
  'data',
  'external_id as externalId',
  'counter',
  'created_at as createdAt',
  'last_used_at as lastUsedAt',
  'disabled_at as disabledAt',
] as const;

const ofUser = prepared((db, { user }: { user: UserId }) =>
  db.selectFrom('authenticators').select(columns).where('user_id', '=', user),
);

/** Sorted here: for the few there are, SQLite takes five times as long. */
const inOrder = (a: Authenticator, b: Authenticator): number =>
  a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);

const insert = prepared((db, added: Authenticator) =>
  db
    .insertInto('authenticators')
    .values({
      id: added.id,
      user_id: added.user,
      method: added.method,
      name: added.name,
      data: added.data,
      external_id: added.externalId,
      counter: added.counter,
      created_at: added.createdAt,
      last_used_at: added.lastUsedAt,
      consecutive_failures: 0,
      disabled_at: added.disabledAt,
    })
    .onConflict((bound) => bound.column('external_id').doNothing()),
);

const advance = prepared((db, to: { id: AuthenticatorId; counter: number; now: Instant }) =>
  db
    .updateTable('authenticators')
    .set({ counter: to.counter, last_used_at: to.now, consecutive_failures: 0 })
    .where('id', '=', to.id)
    .where('counter', '<', to.counter)
    .where('disabled_at', 'is', null),
);

const touch = prepared((db, used: { id: AuthenticatorId; now: Instant }) =>
  db
    .updateTable('authenticators')
    .set({ last_used_at: used.now, consecutive_failures: 0 })
    .where('id', '=', used.id),
);

const fail = prepared((db, failed: { user: UserId; method: EnrollableMethod }) =>
  db
    .updateTable('authenticators')
    .set((row) => ({ consecutive_failures: row('consecutive_failures', '+', 1) }))
    .where('user_id', '=', failed.user)
    .where('method', '=', failed.method)
    .where('disabled_at', 'is', null),
);

const disable = prepared(
  (db, failed: { user: UserId; method: EnrollableMethod; limit: number; now: Instant }) =>
    db
      .updateTable('authenticators')
      .set({ disabled_at: failed.now })
      .where('user_id', '=', failed.user)
      .where('method', '=', failed.method)
      .where('disabled_at', 'is', null)
      .where('consecutive_failures', '>=', failed.limit)
      .returning('id'),
);

export const authenticators = (db: Db): Authenticators => ({
  ofUser: async (user) => (await ofUser.all(db, { user })).sort(inOrder),
  add: async (authenticator) => (await insert.change(db, authenticator)) === 1,
  async rename(user, id, name) {
    const result = await db
      .updateTable('authenticators')
      .set({ name })
      .where('id', '=', id)
      .where('user_id', '=', user)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  },
  async remove(user, id) {
    const result = await db
      .deleteFrom('authenticators')
      .where('id', '=', id)
      .where('user_id', '=', user)
      .executeTakeFirst();
    return result.numDeletedRows === 1n;
  },
  async removeAll(user) {
    const result = await db.deleteFrom('authenticators').where('user_id', '=', user).executeTakeFirst();
    return Number(result.numDeletedRows);
  },
  advanceCounter: async (id, counter, now) => (await advance.change(db, { id, counter, now })) === 1,
  async touch(id, now) {
    await touch.change(db, { id, now });
  },
  async recordFailure(user, method, limit, now) {
    await fail.change(db, { user, method });
    return (await disable.all(db, { user, method, limit, now })).map(({ id }) => id);
  },
});
