import type { LinkId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Link, Links } from '../../ports/links.ts';
import type { Db } from '../dialect.ts';
import { prepared } from '../prepared.ts';
import { inChunks } from './rows.ts';

const find = prepared((db, wanted: { tokenHash: string; now: Instant }) =>
  db
    .selectFrom('links')
    .select([
      'id',
      'purpose',
      'user_id as user',
      'token_hash as tokenHash',
      'created_at as createdAt',
      'expires_at as expiresAt',
    ])
    .where('token_hash', '=', wanted.tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', wanted.now),
);

const consume = prepared((db, { id, now }: { id: LinkId; now: Instant }) =>
  db.updateTable('links').set({ used_at: now }).where('id', '=', id).where('used_at', 'is', null),
);

const toRow = (link: Link) => ({
  id: link.id,
  purpose: link.purpose,
  user_id: link.user,
  token_hash: link.tokenHash,
  created_at: link.createdAt,
  expires_at: link.expiresAt,
  used_at: null,
});

export const links = (db: Db): Links => {
  const addMany = (added: readonly Link[]): Promise<void> =>
    inChunks(added, (chunk) => db.insertInto('links').values(chunk.map(toRow)).execute());

  return {
    add: (link) => addMany([link]),
    addMany,
    find: (tokenHash, now) => find.first(db, { tokenHash, now }),
    consume: async (id, now) => (await consume.change(db, { id, now })) === 1,
    async voidAll(purpose, user) {
      await db
        .deleteFrom('links')
        .where('purpose', '=', purpose)
        .where('user_id', user === null ? 'is' : '=', user)
        .execute();
    },
    async purge(before, limit) {
      const over = db.selectFrom('links').select('id').where('expires_at', '<', before).limit(limit);
      const result = await db.deleteFrom('links').where('id', 'in', over).executeTakeFirst();
      return Number(result.numDeletedRows);
    },
  };
};
