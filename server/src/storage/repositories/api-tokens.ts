import type { TokenId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { ApiTokens } from '../../ports/api-tokens.ts';
import type { Db } from '../dialect.ts';
import { prepared } from '../prepared.ts';

const selectUsable = (db: Db, at: { readonly now: Instant }) =>
  db
    .selectFrom('api_tokens')
    .leftJoin('users', 'users.id', 'api_tokens.user_id')
    .select([
      'api_tokens.id',
      'api_tokens.name',
      'api_tokens.role',
      'api_tokens.token_hash as tokenHash',
      'api_tokens.user_id as user',
      'api_tokens.created_at as createdAt',
      'api_tokens.expires_at as expiresAt',
      'api_tokens.last_used_at as lastUsedAt',
    ])
    .where('api_tokens.expires_at', '>', at.now)
    .where((row) => row.or([row('api_tokens.user_id', 'is', null), row('users.state', '=', 'active')]));

const byToken = prepared((db, wanted: { tokenHash: string; now: Instant }) =>
  selectUsable(db, wanted).where('api_tokens.token_hash', '=', wanted.tokenHash),
);

const used = prepared((db, { id, now, before }: { id: TokenId; now: Instant; before: Instant }) =>
  db
    .updateTable('api_tokens')
    .set({ last_used_at: now })
    .where('id', '=', id)
    .where((row) => row.or([row('last_used_at', 'is', null), row('last_used_at', '<=', before)])),
);

export const apiTokens = (db: Db): ApiTokens => ({
  async add(token) {
    await db
      .insertInto('api_tokens')
      .values({
        id: token.id,
        name: token.name,
        role: token.role,
        token_hash: token.tokenHash,
        user_id: token.user,
        created_at: token.createdAt,
        expires_at: token.expiresAt,
        last_used_at: token.lastUsedAt,
      })
      .execute();
  },
  byToken: (tokenHash, now) => byToken.first(db, { tokenHash, now }),
  list: (now) =>
    selectUsable(db, { now }).orderBy('api_tokens.created_at').orderBy('api_tokens.id').execute(),
  async used(id, now, before) {
    await used.change(db, { id, now, before });
  },
  async revoke(id) {
    const result = await db.deleteFrom('api_tokens').where('id', '=', id).executeTakeFirst();
    return result.numDeletedRows === 1n;
  },
  async revokeAll(user) {
    await db.deleteFrom('api_tokens').where('user_id', '=', user).execute();
  },
});
