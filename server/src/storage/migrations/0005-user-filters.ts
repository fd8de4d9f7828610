import { sql } from 'kysely';
import { type Db, isPostgres } from '../dialect.ts';

/**
 * What users are filtered by stands with the user, whatever table it comes from: kept by triggers, so that no flow can
 * forget it. `facet` is all of it that takes few values, in one word: users of a facet lie side by side in the order of
 * the list.
 */
export async function up(db: Db): Promise<void> {
  for (const statement of isPostgres(db) ? postgres : sqlite) await sql.raw(statement).execute(db);
}

const facet = `
  status || '|' || cast(required as text) || '|' || state || '|' || coalesce(role, '') || '|' || methods || '|' ||
  case when codes_left = 0 then 'none' when codes_left <= 3 then 'few' else 'some' end || '|' ||
  case when status = 'in-enrollment-period' and deadline is not null then cast(deadline as text) else '' end`;

const codesOf = (user: string) =>
  `(select count(*) from backup_codes where user_id = ${user} and used_at is null)`;

const indexes = [
  'create index users_facet on users (facet, username_key)',
  'create index users_signed_in_day on users (signed_in_day)',
  // They are what the facets stand in for.
  'drop index users_status',
  'drop index users_status_required',
  'drop index users_required',
  'drop index users_state',
];

const methodsOnSqlite = (user: string) =>
  `(select coalesce(group_concat(method, ' '), '') from
    (select distinct method from authenticators where user_id = ${user} and disabled_at is null order by method))`;

const sqliteTriggers = [
  ['authenticators', 'insert', 'new', `methods = ${methodsOnSqlite('new.user_id')}`],
  ['authenticators', 'update of disabled_at', 'new', `methods = ${methodsOnSqlite('new.user_id')}`],
  ['authenticators', 'delete', 'old', `methods = ${methodsOnSqlite('old.user_id')}`],
  ['backup_codes', 'insert', 'new', `codes_left = ${codesOf('new.user_id')}`],
  ['backup_codes', 'update of used_at', 'new', `codes_left = ${codesOf('new.user_id')}`],
  ['backup_codes', 'delete', 'old', `codes_left = ${codesOf('old.user_id')}`],
] as const;

const sqlite: readonly string[] = [
  "alter table users add column methods text not null default ''",
  'alter table users add column codes_left integer not null default 0',
  'alter table users add column signed_in_day integer not null default 0',
  `update users set methods = ${methodsOnSqlite('users.id')}, codes_left = ${codesOf('users.id')},
    signed_in_day = coalesce(last_sign_in_at / 86400000, 0)`,
  `alter table users add column facet text generated always as (${facet}) virtual`,
  ...indexes,
  ...sqliteTriggers.map(
    ([table, change, row, set], index) =>
      `create trigger ${table}_facet_${index} after ${change} on ${table} begin
        update users set ${set} where id = ${row}.user_id;
      end`,
  ),
  // A generated column would have the index rewritten at every sign-in; the day changes at the first one.
  `create trigger users_signed_in_day after update of last_sign_in_at on users
    when coalesce(new.last_sign_in_at / 86400000, 0) <> new.signed_in_day begin
      update users set signed_in_day = coalesce(new.last_sign_in_at / 86400000, 0) where number = new.number;
    end`,
];

const methodsOnPostgres = (user: string) =>
  `(select coalesce(string_agg(distinct method, ' ' order by method), '')
    from authenticators where user_id = ${user} and disabled_at is null)`;

const postgresTrigger = (table: string, change: string, set: (user: string) => string): readonly string[] => [
  `create function ${table}_facet() returns trigger language plpgsql as $$ begin
    if tg_op = 'DELETE' then
      update users set ${set('old.user_id')} where id = old.user_id;
    else
      update users set ${set('new.user_id')} where id = new.user_id;
    end if;
    return null;
  end $$`,
  `create trigger ${table}_facet after insert or delete or update of ${change} on ${table}
    for each row execute function ${table}_facet()`,
];

const postgres: readonly string[] = [
  `alter table users add column methods text collate "C" not null default ''`,
  'alter table users add column codes_left integer not null default 0',
  `update users set methods = ${methodsOnPostgres('users.id')}, codes_left = ${codesOf('users.id')}`,
  `alter table users add column signed_in_day integer not null
    generated always as (coalesce(last_sign_in_at / 86400000, 0)::integer) stored`,
  `alter table users add column facet text collate "C" generated always as (${facet}) stored`,
  ...indexes,
  ...postgresTrigger('authenticators', 'disabled_at', (user) => `methods = ${methodsOnPostgres(user)}`),
  ...postgresTrigger('backup_codes', 'used_at', (user) => `codes_left = ${codesOf(user)}`),
];
