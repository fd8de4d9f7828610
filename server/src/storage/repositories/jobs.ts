import { type Selectable, sql } from 'kysely';
import type { JobId, UserId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Actor } from '../../ports/audit-log.ts';
import type { Job, JobProgress, Jobs } from '../../ports/jobs.ts';
import { type Db, held, heldIfFree } from '../dialect.ts';
import { prepared } from '../prepared.ts';
import type { Schema } from '../schema.ts';
import { afterCursor, cursor, inChunks, pageOf } from './rows.ts';

const columns = [
  'id',
  'kind',
  'input',
  'cursor',
  'state',
  'done',
  'total',
  'failures',
  'created_at as createdAt',
  'ended_at as endedAt',
  'started_by as startedBy',
  'error',
] as const;

type Row = Omit<Job, 'startedBy'> & { readonly startedBy: string };

const toJob = ({ startedBy, ...row }: Row): Job => ({ ...row, startedBy: JSON.parse(startedBy) as Actor });

const select = (db: Db) => db.selectFrom('jobs').select(columns);
const byId = prepared((db, job: { id: JobId }) => select(db).where('id', '=', job.id));
const hold = prepared((db, job: { id: JobId }) => held(db, select(db).where('id', '=', job.id)));

interface Proceeded {
  readonly id: JobId;
  readonly cursor: string;
  readonly done: number;
  readonly total: number | null;
  readonly failed: number;
  readonly at: Instant;
}

const move = prepared((db, to: Proceeded) =>
  db
    .updateTable('jobs')
    .set({
      cursor: to.cursor,
      done: to.done,
      total: sql<number>`coalesce(${to.total}, total)`,
      failures: sql<number>`failures + ${to.failed}`,
      touched_at: to.at,
    })
    .where('id', '=', to.id),
);

const usersOfPart = prepared((db, of: { id: JobId; part: number }) =>
  db.selectFrom('job_users').select('users').where('job_id', '=', of.id).where('part', '=', of.part),
);

export const jobs = (db: Db): Jobs => ({
  async add({ id, kind, input = '{}', cursor, state, done, total, createdAt, startedBy, error }) {
    const started_by = JSON.stringify(startedBy ?? { kind: 'system' });
    const begun = { failures: 0, created_at: createdAt, started_by, touched_at: null, ended_at: null };
    await db
      .insertInto('jobs')
      .values({ id, kind, input, cursor, state, done, total, error, ...begun })
      .execute();
  },
  async byId(id) {
    const row = await byId.first(db, { id });
    return row && toJob(row);
  },
  async hold(id) {
    const row = await hold.first(db, { id });
    return row && toJob(row);
  },
  async list({ state }, page) {
    let query = select(db);
    if (state !== undefined) query = query.where('state', '=', state);
    const [at = '', id = ''] = (afterCursor(page.after) ?? '').split(' ');
    if (page.after !== undefined)
      query = query.where((row) =>
        row.or([
          row('created_at', '<', Number(at) || 0),
          row.and([row('created_at', '=', Number(at) || 0), row('id', '<', id as JobId)]),
        ]),
      );
    const rows = await query
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(page.limit + 1)
      .execute();
    const { items, last } = pageOf(rows.map(toJob), page.limit);
    return last === undefined ? { items } : { items, next: cursor(`${last.createdAt} ${last.id}`) };
  },
  async claim(now, staleBefore, id) {
    const free = db
      .selectFrom('jobs')
      .select('id')
      .where((row) =>
        row.or([
          row('state', '=', 'waiting'),
          row.and([row('state', '=', 'running'), row('touched_at', '<', staleBefore)]),
        ]),
      )
      .$if(id !== undefined, (named) => named.where('id', '=', id as JobId))
      .orderBy('created_at')
      .orderBy('id')
      .limit(1);
    const row = await db
      .updateTable('jobs')
      .set({ state: 'running', touched_at: now })
      .where('id', 'in', heldIfFree(db, free))
      .returning(columns)
      .executeTakeFirst();
    return row && toJob(row);
  },
  async giveBack(id) {
    await db
      .updateTable('jobs')
      .set({ state: 'waiting' })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .execute();
  },
  progress: (id, cursor, done, now) => proceed(db, id, { cursor, done }, now),
  proceed: (id, progress, now) => proceed(db, id, progress, now),
  async finish(id, error, now) {
    await end(db, id, { state: error === null ? 'done' : 'failed', error }, now);
  },
  cancel: (id, now) => end(db, id, { state: 'cancelled', error: null }, now),
  async failures(id, page) {
    const rows = await db
      .selectFrom('job_failures')
      .select(['number', 'user_id as user', 'username', 'code', 'message'])
      .where('job_id', '=', id)
      .where('number', '>', Number(afterCursor(page.after) ?? '0') || 0)
      .orderBy('number')
      .limit(page.limit + 1)
      .execute();
    const { items, last } = pageOf(rows, page.limit);
    const failures = items.map(({ number: _, ...failure }) => failure);
    return last === undefined ? { items: failures } : { items: failures, next: cursor(String(last.number)) };
  },
  async keepUsers(id, part, users) {
    await db
      .insertInto('job_users')
      .values({ job_id: id, part, users: JSON.stringify(users) })
      .execute();
  },
  async usersOf(id, part) {
    const row = await usersOfPart.first(db, { id, part });
    return row && (JSON.parse(row.users) as UserId[]);
  },
});

async function proceed(
  db: Db,
  id: JobId,
  { cursor: place, done, total, failed = [] }: JobProgress,
  now: Instant,
): Promise<void> {
  if (failed.length > 0) {
    const before = (await byId.first(db, { id }))?.failures ?? 0;
    const rows = failed.map(({ user, ...failure }, index) => ({
      job_id: id,
      number: before + index + 1,
      user_id: user,
      ...failure,
    }));
    await inChunks(rows, (chunk) => db.insertInto('job_failures').values(chunk).execute());
  }
  await move.change(db, { id, cursor: place, done, total: total ?? null, failed: failed.length, at: now });
}

/** Once: whoever comes second finds it ended. Whom it was about need not be known any more. */
async function end(
  db: Db,
  id: JobId,
  to: Pick<Selectable<Schema['jobs']>, 'state' | 'error'>,
  now: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('jobs')
    .set({ ...to, touched_at: now, ended_at: now })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await db.deleteFrom('job_users').where('job_id', '=', id).execute();
  return true;
}
