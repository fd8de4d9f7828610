import type { Insertable, Selectable } from 'kysely';
import { chain } from '../../audit/chain.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { AuditEvent, AuditLog, ChainedEvent, HighestTime, ReadAuditLog } from '../../ports/audit-log.ts';
import { type Db, held } from '../dialect.ts';
import { prepared } from '../prepared.ts';
import type { Schema } from '../schema.ts';

type Row = Insertable<Schema['audit_events']>;

const selectHead = (db: Db) => db.selectFrom('audit_head').select(['seq', 'hash', 'highest_at as highestAt']);
const head = prepared((db, _: object) => selectHead(db));
const heldHead = prepared((db, _: object) => held(db, selectHead(db)));

const insert = prepared((db, row: Row) =>
  db.insertInto('audit_events').values({
    seq: row.seq,
    at: row.at,
    kind: row.kind,
    actor_user: row.actor_user,
    subject_user: row.subject_user,
    event: row.event,
    previous: row.previous,
    hash: row.hash,
  }),
);

const moveHead = prepared((db, to: { seq: number; hash: string; highestAt: Instant }) =>
  db.updateTable('audit_head').set({ seq: to.seq, hash: to.hash, highest_at: to.highestAt }),
);

const select = (db: Db) => db.selectFrom('audit_events').select(['seq', 'event', 'previous', 'hash']);

export const auditLog = (db: Db): AuditLog & ReadAuditLog & HighestTime => ({
  async append(...events) {
    const end = present(await heldHead.first(db, {}));
    const chained = chain(end, events);
    for (const event of chained) await insert.change(db, toRow(event));
    const last = chained.at(-1);
    if (last === undefined) return;
    const highestAt = Math.max(end.highestAt, ...events.map(({ at }) => at));
    await moveHead.change(db, { seq: last.seq, hash: last.hash, highestAt });
  },
  async list({ user, kind }, { limit, before }) {
    let query = select(db);
    if (user !== undefined)
      query = query.where((row) => row.or([row('actor_user', '=', user), row('subject_user', '=', user)]));
    if (kind !== undefined) query = query.where('kind', '=', kind);
    if (before !== undefined) query = query.where('seq', '<', before);
    return (await query.orderBy('seq', 'desc').limit(limit).execute()).map(toEvent);
  },
  async from(seq, limit) {
    return (await select(db).where('seq', '>=', seq).orderBy('seq').limit(limit).execute()).map(toEvent);
  },
  async end() {
    const { seq, hash } = present(await head.first(db, {}));
    return { seq, hash };
  },
  async highest() {
    return (await head.first(db, {}))?.highestAt ?? 0;
  },
});

function present<T>(end: T | undefined): T {
  if (end === undefined) throw new Error('the end of the audit log is missing');
  return end;
}

function toRow({ seq, previous, hash, ...event }: ChainedEvent): Row {
  const { at, kind, actor, subject } = event;
  return {
    seq,
    at,
    kind,
    actor_user: actor.kind === 'user' ? (actor.id ?? null) : null,
    subject_user: subject?.kind === 'user' ? subject.id : null,
    event: JSON.stringify(event),
    previous,
    hash,
  };
}

const toEvent = (
  row: Pick<Selectable<Schema['audit_events']>, 'seq' | 'event' | 'previous' | 'hash'>,
): ChainedEvent => ({
  ...recorded(row),
  seq: row.seq,
  previous: row.previous,
  hash: row.hash,
});

function recorded({ seq, event }: { readonly seq: number; readonly event: string }): AuditEvent {
  try {
    return JSON.parse(event) as AuditEvent;
  } catch (error) {
    throw new Error(`entry ${seq} of the audit log is not what was recorded`, { cause: error });
  }
}
