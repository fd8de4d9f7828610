import type { Jobs } from '../../ports/jobs.ts';
import { type Db, heldIfFree } from '../dialect.ts';

const columns = [
  'id',
  'kind',
  'cursor',
  'state',
  'done',
  'total',
  'created_at as createdAt',
  'error',
] as const;

export const jobs = (db: Db): Jobs => ({
  async add({ createdAt, ...job }) {
    await db
      .insertInto('jobs')
      .values({ ...job, created_at: createdAt, touched_at: null })
      .execute();
  },
  byId: (id) => db.selectFrom('jobs').select(columns).where('id', '=', id).executeTakeFirst(),
  claim(now, staleBefore) {
    const free = db
      .selectFrom('jobs')
      .select('id')
      .where((row) =>
        row.or([
          row('state', '=', 'waiting'),
          row.and([row('state', '=', 'running'), row('touched_at', '<', staleBefore)]),
        ]),
      )
      .orderBy('created_at')
      .orderBy('id')
      .limit(1);
    return db
      .updateTable('jobs')
      .set({ state: 'running', touched_at: now })
      .where('id', 'in', heldIfFree(db, free))
      .returning(columns)
      .executeTakeFirst();
  },
  async progress(id, cursor, done, now) {
    await db.updateTable('jobs').set({ cursor, done, touched_at: now }).where('id', '=', id).execute();
  },
  async finish(id, error, now) {
    await db
      .updateTable('jobs')
      .set({ state: error === null ? 'done' : 'failed', error, touched_at: now })
      .where('id', '=', id)
      .execute();
  },
});
