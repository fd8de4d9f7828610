import type { AskedPreviews } from '../../ports/asked-previews.ts';
import type { Db } from '../dialect.ts';

export const askedPreviews = (db: Db): AskedPreviews => ({
  async add({ id, task, askedAt }) {
    await db.insertInto('asked_previews').values({ id, task, asked_at: askedAt }).execute();
  },
  byId: (id) =>
    db
      .selectFrom('asked_previews')
      .select(['id', 'task', 'asked_at as askedAt'])
      .where('id', '=', id)
      .executeTakeFirst(),
  async purge(before, limit) {
    const over = db.selectFrom('asked_previews').select('id').where('asked_at', '<', before).limit(limit);
    const result = await db.deleteFrom('asked_previews').where('id', 'in', over).executeTakeFirst();
    return Number(result.numDeletedRows);
  },
});
