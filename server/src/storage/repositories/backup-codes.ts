import type { BackupCodeId, UserId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { BackupCodes } from '../../ports/backup-codes.ts';
import type { Db } from '../dialect.ts';
import { prepared } from '../prepared.ts';

const unused = prepared((db, { user }: { user: UserId }) =>
  db
    .selectFrom('backup_codes')
    .select(['id', 'user_id as user', 'salt', 'hash'])
    .where('user_id', '=', user)
    .where('used_at', 'is', null)
    .orderBy('id'),
);

const consume = prepared((db, used: { id: BackupCodeId; now: Instant }) =>
  db
    .updateTable('backup_codes')
    .set({ used_at: used.now })
    .where('id', '=', used.id)
    .where('used_at', 'is', null),
);

export const backupCodes = (db: Db): BackupCodes => {
  const removeAll = async (user: UserId): Promise<void> => {
    await db.deleteFrom('backup_codes').where('user_id', '=', user).execute();
  };

  return {
    async replace(user, codes, now) {
      await removeAll(user);
      if (codes.length === 0) return;
      const rows = codes.map(({ id, salt, hash }) => ({
        id,
        user_id: user,
        salt,
        hash,
        created_at: now,
        used_at: null,
      }));
      await db.insertInto('backup_codes').values(rows).execute();
    },
    unused: (user) => unused.all(db, { user }),
    consume: async (id, now) => (await consume.change(db, { id, now })) === 1,
    removeAll,
  };
};
