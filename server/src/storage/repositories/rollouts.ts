import { rolloutNameKey } from '../../kernel/names.ts';
import type { Rollout, Rollouts } from '../../ports/rollouts.ts';
import { type Db, held } from '../dialect.ts';

const select = (db: Db) => db.selectFrom('rollouts').select('definition');

const toRollout = ({ definition }: { readonly definition: string }): Rollout =>
  JSON.parse(definition) as Rollout;

export const rollouts = (db: Db): Rollouts => ({
  list: async () =>
    (await select(db).orderBy('created_at', 'desc').orderBy('id', 'desc').execute()).map(toRollout),
  async byId(id) {
    const row = await select(db).where('id', '=', id).executeTakeFirst();
    return row && toRollout(row);
  },
  async hold(id) {
    const row = await held(db, select(db).where('id', '=', id)).executeTakeFirst();
    return row && toRollout(row);
  },
  async add(rollout) {
    const { numInsertedOrUpdatedRows = 0n } = await db
      .insertInto('rollouts')
      .values({
        id: rollout.id,
        name_key: rolloutNameKey(rollout.name),
        definition: JSON.stringify(rollout),
        created_at: rollout.createdAt,
      })
      .onConflict((taken) => taken.column('name_key').doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  },
  async save(rollout) {
    const name_key = rolloutNameKey(rollout.name);
    const holder = await db
      .selectFrom('rollouts')
      .select('id')
      .where('name_key', '=', name_key)
      .executeTakeFirst();
    if (holder !== undefined && holder.id !== rollout.id) return false;
    await db
      .updateTable('rollouts')
      .set({ name_key, definition: JSON.stringify(rollout) })
      .where('id', '=', rollout.id)
      .execute();
    return true;
  },
  async remove(id) {
    await db.deleteFrom('rollouts').where('id', '=', id).execute();
  },
  async enter(id, { at, what, by }) {
    await db.insertInto('rollout_entries').values({ rollout_id: id, at, what, done_by: by }).execute();
  },
  entries: (id, limit) =>
    db
      .selectFrom('rollout_entries')
      .select(['at', 'what', 'done_by as by'])
      .where('rollout_id', '=', id)
      .orderBy('number', 'desc')
      .limit(limit)
      .execute(),
});
