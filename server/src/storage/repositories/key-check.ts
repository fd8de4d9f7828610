import type { KeyCheck } from '../../ports/key-check.ts';
import type { Db } from '../dialect.ts';

export const keyCheck = (db: Db): KeyCheck => ({
  read: async () => (await db.selectFrom('key_check').select('sealed').executeTakeFirst())?.sealed,
  async write(sealed) {
    await db
      .insertInto('key_check')
      .values({ id: 1, sealed })
      .onConflict((there) => there.column('id').doNothing())
      .execute();
  },
});
