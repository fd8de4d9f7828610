import { sql } from 'kysely';
import { type Db, isPostgres } from '../dialect.ts';

/** Indexes that a group's page is read off in the order of the list, and that an act on many writes little of. */
export async function up(db: Db): Promise<void> {
  const postgres = isPostgres(db);
  const text = postgres ? 'text collate "C"' : 'text';
  const statements = [
    // Deadlines are counted, not listed: without the name, users of one deadline lie in the order they were added in.
    'drop index users_deadline',
    'create index users_deadline on users (status, deadline)',

    `alter table memberships add column username_key ${text} not null default ''`,
    'update memberships set username_key = (select username_key from users where id = memberships.user_id)',
    'drop index memberships_group',
    'create index memberships_group on memberships (group_id, username_key, user_id)',
    ...(postgres ? postgresTriggers : sqliteTriggers),
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const renamed = 'update memberships set username_key = new.username_key where user_id = new.id';

const sqliteTriggers = [
  `create trigger memberships_name after insert on memberships begin
    update memberships set username_key = (select username_key from users where id = new.user_id)
      where user_id = new.user_id and group_id = new.group_id;
  end`,
  `create trigger users_name after update of username_key on users
    when new.username_key <> old.username_key begin ${renamed}; end`,
];

const postgresTriggers = [
  `create function memberships_name() returns trigger language plpgsql as $$ begin
    new.username_key := (select username_key from users where id = new.user_id);
    return new;
  end $$`,
  `create trigger memberships_name before insert on memberships
    for each row when (new.username_key = '') execute function memberships_name()`,
  `create function users_name() returns trigger language plpgsql as $$ begin ${renamed}; return null; end $$`,
  `create trigger users_name after update of username_key on users
    for each row when (new.username_key <> old.username_key) execute function users_name()`,
];
