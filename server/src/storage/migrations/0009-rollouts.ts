import { sql } from 'kysely';
import { type Db, isPostgres } from '../dialect.ts';

export async function up(db: Db): Promise<void> {
  const postgres = isPostgres(db);
  const text = postgres ? 'text collate "C"' : 'text';
  const counter = postgres ? 'bigint generated always as identity primary key' : 'integer primary key';
  for (const statement of [
    `create table rollouts (
      id ${text} primary key,
      name_key ${text} not null unique,
      definition ${text} not null,
      created_at bigint not null
    )`,
    `create table rollout_entries (
      number ${counter},
      rollout_id ${text} not null references rollouts (id) on delete cascade,
      at bigint not null,
      what ${text} not null,
      done_by ${text} not null
    )`,
    'create index rollout_entries_rollout on rollout_entries (rollout_id, number)',
  ])
    await sql.raw(statement).execute(db);
}
