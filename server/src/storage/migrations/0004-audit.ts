import { sql } from 'kysely';
import { type Db, isPostgres } from '../dialect.ts';

/** Searching by address, signed checkpoints, and how far the stream has come. */
export async function up(db: Db): Promise<void> {
  const postgres = isPostgres(db);
  const text = postgres ? 'text collate "C"' : 'text';
  const address = postgres ? "event::json ->> 'address'" : "json_extract(event, '$.address')";
  const statements = [
    `alter table audit_events add column address ${text}`,
    `update audit_events set address = ${address} where event like '%"address":%'`,
    'create index audit_events_address on audit_events (address, seq) where address is not null',
    `create table audit_signing_key (
      id integer primary key,
      sealed ${text} not null
    )`,
    `create table audit_checkpoints (
      seq bigint primary key,
      hash ${text} not null,
      at bigint not null,
      key_id ${text} not null,
      signature ${text} not null
    )`,
    `create table audit_stream (
      id integer primary key,
      position bigint not null,
      holder ${text},
      held_until bigint not null,
      attempts integer not null,
      last_error ${text},
      next_try_at bigint,
      last_sent_at bigint
    )`,
    'insert into audit_stream (id, position, held_until, attempts) values (1, 0, 0, 0)',
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
