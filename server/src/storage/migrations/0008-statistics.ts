import { sql } from 'kysely';
import { type Db, isPostgres } from '../dialect.ts';

export async function up(db: Db): Promise<void> {
  const text = isPostgres(db) ? 'text collate "C"' : 'text';
  for (const statement of [
    `create table statistics (
      day integer not null,
      counter ${text} not null,
      key ${text} not null,
      count bigint not null,
      primary key (day, counter, key)
    )`,
    `create table statistics_progress (
      id integer primary key,
      counted_up_to bigint not null,
      snapshot_at bigint not null
    )`,
    // The log as it is so far is counted as well: history does not begin with this version.
    'insert into statistics_progress (id, counted_up_to, snapshot_at) values (1, 0, 0)',
    `create table group_statistics (
      group_id ${text} primary key,
      members bigint not null,
      enrolled bigint not null
    )`,
    `create table incidents (
      user_id ${text} not null references users (id) on delete cascade,
      kind ${text} not null,
      at bigint not null
    )`,
    'create index incidents_user on incidents (user_id)',
    'create index incidents_at on incidents (at)',
    'create index periods_policy on periods (policy_id, user_id)',
  ])
    await sql.raw(statement).execute(db);
}
