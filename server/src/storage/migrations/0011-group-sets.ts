import { sql } from 'kysely';
import { type Db, isPostgres } from '../dialect.ts';

/**
 * The groups of a user as one number, for those who have to be told apart by the million: equal numbers, equal groups.
 * Groups that were removed may still be named; they make no difference to anybody.
 */
export async function up(db: Db): Promise<void> {
  const postgres = isPostgres(db);
  const [text, number] = postgres
    ? ['text collate "C"', 'bigint generated always as identity primary key']
    : ['text', 'integer primary key'];
  const statements = [
    `create table group_sets (number ${number}, groups ${text} not null)`,
    // By their digest where a set may be longer than an entry of an index.
    `create unique index group_sets_groups on group_sets (${postgres ? 'sha256(groups::bytea)' : 'groups'})`,
    'alter table users add column group_set bigint',
    `create temporary table sets_of_users as
      select user_id, string_agg(group_id, ' ' order by group_id) as groups from memberships group by user_id`,
    'insert into group_sets (groups) select distinct groups from sets_of_users',
    'create index sets_of_users_user on sets_of_users (user_id)',
    `update users set group_set = (
      select number from sets_of_users natural join group_sets where user_id = users.id
    ) where id in (select user_id from sets_of_users)`,
    'drop table sets_of_users',
    'create index users_group_set on users (group_set)',
    'create index authenticators_disabled on authenticators (user_id, method) where disabled_at is not null',
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
