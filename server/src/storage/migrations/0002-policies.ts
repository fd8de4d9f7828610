import { sql } from 'kysely';
import { type Db, isPostgres } from '../dialect.ts';

/** Named policies, and every version of every policy. */
export async function up(db: Db): Promise<void> {
  for (const statement of statements(isPostgres(db) ? 'text collate "C"' : 'text'))
    await sql.raw(statement).execute(db);
}

const statements = (text: string): readonly string[] => [
  `alter table policies add column name_key ${text}`,
  'alter table policies add column version integer not null default 1',
  `alter table policies add column changed_by ${text} not null default '{"kind":"system"}'`,
  'alter table policies add column grace_ended_at bigint',
  'create unique index policies_name on policies (name_key) where name_key is not null',
  // Those that are switched on and soft give grace; of the others it is not known for how long they have not.
  `update policies set grace_ended_at = changed_at
    where definition not like '%"state":"on"%' or definition not like '%"strength":"soft"%'`,

  `create table policy_versions (
    policy_id ${text} not null,
    number integer not null,
    user_id ${text} references users (id) on delete cascade,
    definition ${text} not null,
    changed_at bigint not null,
    changed_by ${text} not null,
    grace_ended_at bigint,
    removed smallint not null,
    primary key (policy_id, number)
  )`,
  'create index policy_versions_user on policy_versions (user_id) where user_id is not null',
  `insert into policy_versions
    (policy_id, number, user_id, definition, changed_at, changed_by, grace_ended_at, removed)
    select id, version, user_id, definition, changed_at, changed_by, grace_ended_at, 0 from policies`,
];
