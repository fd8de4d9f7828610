import type { Insertable, Selectable } from 'kysely';
import { chain } from '../../audit/chain.ts';
import { eventText, readEvent } from '../../audit/read-event.ts';
import type { Instant } from '../../kernel/instant.ts';
import type {
  AuditEvent,
  AuditLog,
  ChainedEvent,
  HighestTime,
  ReadAuditLog,
  StoredEntry,
} from '../../ports/audit-log.ts';
import { type Db, held } from '../dialect.ts';
import { prepared } from '../prepared.ts';
import type { Schema } from '../schema.ts';
import { type EntryRow, searchEntries } from './audit-search.ts';

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
    address: row.address,
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
    const chained = chain(end, inTime(events, end.highestAt));
    for (const event of chained) await insert.change(db, toRow(event));
    const last = chained.at(-1);
    if (last === undefined) return;
    await moveHead.change(db, { seq: last.seq, hash: last.hash, highestAt: last.at });
  },
  async search(filter, search) {
    const { rows, ...rest } = await searchEntries(db, filter, search);
    return { events: rows.map(toEvent), ...rest };
  },
  async stored(beyond, limit) {
    const rows = await db
      .selectFrom('audit_events')
      .selectAll()
      .where('seq', '>', beyond)
      .orderBy('seq')
      .limit(limit)
      .execute();
    return rows.map(toStored);
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

/** Rule 14: in the log, time never runs backwards. What claims to be earlier happened no earlier than what is there. */
function inTime(events: readonly AuditEvent[], highestAt: Instant): readonly AuditEvent[] {
  let latest = highestAt;
  return events.map((event) => {
    latest = Math.max(latest, event.at);
    return event.at === latest ? event : { ...event, at: latest };
  });
}

function toRow({ seq, previous, hash, ...event }: ChainedEvent): Row {
  return { seq, ...foundBy(event), event: eventText(event), previous, hash };
}

/** The columns by which searches find an event. */
const foundBy = ({ at, kind, actor, subject, address }: AuditEvent) => ({
  at,
  kind,
  actor_user: actor.kind === 'user' ? (actor.id ?? null) : null,
  subject_user: subject?.kind === 'user' ? subject.id : null,
  address: address ?? null,
});

function toStored(row: Selectable<Schema['audit_events']>): StoredEntry {
  const { seq, previous, hash } = row;
  const event = readEvent(row.event);
  const said = event && foundBy(event);
  const agrees =
    row.at === said?.at &&
    row.kind === said.kind &&
    row.actor_user === said.actor_user &&
    row.subject_user === said.subject_user &&
    row.address === said.address;
  return event && agrees ? { seq, previous, hash, event } : { seq, previous, hash };
}

const toEvent = (row: EntryRow): ChainedEvent => ({
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
