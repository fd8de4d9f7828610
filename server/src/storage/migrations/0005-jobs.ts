import { sql } from 'kysely';
import { type Db, isPostgres } from '../dialect.ts';

/** Jobs say who started them, whom they are about, and whom they could not serve. */
export async function up(db: Db): Promise<void> {
  const text = isPostgres(db) ? 'text collate "C"' : 'text';
  const statements = [
    `alter table jobs add column input ${text} not null default '{}'`,
    `alter table jobs add column failures bigint not null default 0`,
    `alter table jobs add column started_by ${text} not null default '{"kind":"system"}'`,
    'alter table jobs add column ended_at bigint',
    'create index jobs_created on jobs (created_at, id)',
    `create table job_users (
      job_id ${text} not null references jobs (id) on delete cascade,
      part integer not null,
      users ${text} not null,
      primary key (job_id, part)
    )`,
    `create table job_failures (
      job_id ${text} not null references jobs (id) on delete cascade,
      number bigint not null,
      user_id ${text} not null,
      username ${text},
      code ${text} not null,
      message ${text} not null,
      primary key (job_id, number)
    )`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
