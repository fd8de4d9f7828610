import type { PublicOrigin } from '../../ports/public-origin.ts';
import type { Db } from '../dialect.ts';

export const publicOrigin = (db: Db): PublicOrigin => ({
  read: async () => (await db.selectFrom('public_origin').select('origin').executeTakeFirst())?.origin,
  async write(origin) {
    await db
      .insertInto('public_origin')
      .values({ id: 1, origin })
      .onConflict((known) => known.column('id').doUpdateSet({ origin }))
      .execute();
  },
});
