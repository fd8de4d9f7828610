import { sql } from 'kysely';
import { type Db, isPostgres } from '../dialect.ts';

/** Temporary access codes, check-ups, the one snooze, leave, languages and edited mail texts. */
export async function up(db: Db): Promise<void> {
  const text = isPostgres(db) ? 'text collate "C"' : 'text';
  const ofUser = `${text} primary key references users (id) on delete cascade`;
  const statements = [
    `alter table users add column language ${text}`,
    'alter table users add column on_leave_until bigint',
    'alter table users add column snoozed_at bigint',

    // One a user: a new code takes the place of the one before.
    `create table access_codes (
      user_id ${ofUser},
      id ${text} not null,
      salt ${text} not null,
      hash ${text} not null,
      created_at bigint not null,
      expires_at bigint not null,
      used_at bigint
    )`,

    `create table check_ups (
      user_id ${ofUser},
      enrolled_at bigint not null,
      mailed_at bigint,
      ended_at bigint,
      outcome ${text}
    )`,
    'create index check_ups_to_mail on check_ups (enrolled_at) where mailed_at is null and ended_at is null',
    `insert into check_ups (user_id, enrolled_at)
      select user_id, min(created_at) from authenticators group by user_id`,

    `create table mail_texts (
      kind ${text} not null,
      language ${text} not null,
      subject ${text} not null,
      body ${text} not null,
      changed_at bigint not null,
      primary key (kind, language)
    )`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
