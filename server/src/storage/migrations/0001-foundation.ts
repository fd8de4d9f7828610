import { sql } from 'kysely';
import { type Db, isPostgres } from '../dialect.ts';

export async function up(db: Db): Promise<void> {
  const postgres = isPostgres(db);
  for (const statement of [...tables(postgres), ...(postgres ? postgresSearch : sqliteSearch)])
    await sql.raw(statement).execute(db);
}

function tables(postgres: boolean): readonly string[] {
  // By code point on both databases: SQLite does so anyway.
  const text = postgres ? 'text collate "C"' : 'text';
  const counter = postgres ? 'bigint generated always as identity primary key' : 'integer primary key';
  const ofUser = `${text} not null references users (id) on delete cascade`;
  return [
    `create table users (
      number ${counter},
      id ${text} not null unique,
      username ${text} not null,
      username_key ${text} not null unique,
      display_name ${text} not null,
      email ${text} not null,
      search_text ${text} not null,
      state ${text} not null,
      role ${text},
      password_hash ${text},
      enrollment_due smallint not null default 0,
      created_at bigint not null,
      activated_at bigint,
      suspended_at bigint,
      last_sign_in_at bigint,
      preferred_method ${text},
      status ${text} not null,
      required smallint not null default 0,
      deadline bigint
    )`,
    // Each serves a filter of the users list in the order of the list; deadlines part running periods from expired.
    'create index users_status on users (status, username_key)',
    'create index users_deadline on users (status, deadline, username_key)',
    'create index users_status_required on users (status, required, username_key)',
    'create index users_required on users (required, username_key)',
    'create index users_state on users (state, username_key)',
    'create index users_role on users (role) where role is not null',

    `create table groups (
      id ${text} primary key,
      name ${text} not null,
      name_key ${text} not null unique,
      description ${text} not null,
      created_at bigint not null
    )`,
    `create table memberships (
      group_id ${text} not null references groups (id) on delete cascade,
      user_id ${ofUser},
      primary key (user_id, group_id)
    )`,
    'create index memberships_group on memberships (group_id, user_id)',

    `create table authenticators (
      id ${text} primary key,
      user_id ${ofUser},
      method ${text} not null,
      name ${text} not null,
      data ${text} not null,
      external_id ${text} unique,
      counter bigint not null,
      created_at bigint not null,
      last_used_at bigint,
      consecutive_failures integer not null,
      disabled_at bigint
    )`,
    'create index authenticators_user on authenticators (user_id)',
    'create index authenticators_method on authenticators (method, user_id) where disabled_at is null',
    `create table backup_codes (
      id ${text} primary key,
      user_id ${ofUser},
      salt ${text} not null,
      hash ${text} not null,
      created_at bigint not null,
      used_at bigint
    )`,
    'create index backup_codes_user on backup_codes (user_id, used_at)',
    `create table periods (
      user_id ${ofUser},
      policy_id ${text} not null,
      started_at bigint not null,
      days integer not null,
      deadline bigint not null,
      next_notice ${text},
      notice_at bigint,
      primary key (user_id, policy_id)
    )`,
    'create index periods_notice on periods (notice_at) where notice_at is not null',

    `create table policies (
      id ${text} primary key,
      kind ${text} not null,
      group_id ${text} unique references groups (id) on delete cascade,
      user_id ${text} unique references users (id) on delete cascade,
      definition ${text} not null,
      changed_at bigint not null
    )`,
    "create unique index policies_everyone on policies (kind) where kind = 'everyone'",
    'create table policy_revision (id integer primary key, revision text not null)',
    "insert into policy_revision (id, revision) values (1, 'first')",
    `create table key_check (id integer primary key, sealed ${text} not null)`,
    `create table settings (id integer primary key, value ${text} not null)`,

    `create table sign_ins (
      id ${text} primary key,
      token_hash ${text} not null unique,
      user_id ${ofUser},
      resource_kind ${text} not null,
      resource_id ${text},
      proofs ${text} not null,
      skipped_at bigint,
      address ${text} not null,
      user_agent ${text} not null,
      browser_id ${text},
      created_at bigint not null,
      expires_at bigint not null,
      ended_at bigint
    )`,
    'create index sign_ins_user on sign_ins (user_id)',
    'create index sign_ins_expiry on sign_ins (expires_at)',
    `create table sessions (
      id ${text} primary key,
      token_hash ${text} not null unique,
      user_id ${ofUser},
      proofs ${text} not null,
      skipped smallint not null,
      address ${text} not null,
      user_agent ${text} not null,
      created_at bigint not null,
      last_seen_at bigint not null,
      expires_at bigint not null,
      stepped_up_at bigint,
      ended_at bigint
    )`,
    'create index sessions_user on sessions (user_id, created_at)',
    'create index sessions_expiry on sessions (expires_at)',
    `create table challenges (
      id ${text} primary key,
      sign_in_id ${text} references sign_ins (id) on delete cascade,
      session_id ${text} references sessions (id) on delete cascade,
      user_id ${ofUser},
      purpose ${text} not null,
      method ${text} not null,
      state ${text} not null,
      replaces ${text},
      created_at bigint not null,
      expires_at bigint not null,
      consumed_at bigint,
      check ((sign_in_id is null) <> (session_id is null))
    )`,
    'create index challenges_user on challenges (user_id)',
    'create index challenges_sign_in on challenges (sign_in_id)',
    'create index challenges_session on challenges (session_id)',
    'create index challenges_expiry on challenges (expires_at)',
    `create table known_browsers (
      id ${text} primary key,
      user_id ${ofUser},
      token_hash ${text} not null,
      created_at bigint not null,
      unique (user_id, token_hash)
    )`,
    'create index known_browsers_user on known_browsers (user_id, created_at, id)',
    'create index known_browsers_age on known_browsers (created_at)',
    `create table throttles (
      key ${text} primary key,
      user_id ${text},
      spent integer not null,
      ends_at bigint not null
    )`,
    'create index throttles_user on throttles (user_id) where user_id is not null',
    'create index throttles_expiry on throttles (ends_at)',

    `create table links (
      id ${text} primary key,
      purpose ${text} not null,
      user_id ${text} references users (id) on delete cascade,
      token_hash ${text} not null unique,
      created_at bigint not null,
      expires_at bigint not null,
      used_at bigint
    )`,
    'create index links_user on links (user_id)',
    'create index links_expiry on links (expires_at)',
    `create table api_tokens (
      id ${text} primary key,
      name ${text} not null,
      role ${text} not null,
      token_hash ${text} not null unique,
      user_id ${text} references users (id) on delete cascade,
      created_at bigint not null,
      expires_at bigint not null,
      last_used_at bigint
    )`,
    'create index api_tokens_user on api_tokens (user_id)',

    `create table audit_events (
      seq bigint primary key,
      at bigint not null,
      kind ${text} not null,
      actor_user ${text},
      subject_user ${text},
      event ${text} not null,
      previous ${text} not null,
      hash ${text} not null
    )`,
    'create index audit_events_kind on audit_events (kind, seq)',
    'create index audit_events_actor on audit_events (actor_user, seq) where actor_user is not null',
    'create index audit_events_subject on audit_events (subject_user, seq) where subject_user is not null',
    `create table audit_head (
      id integer primary key,
      seq bigint not null,
      hash ${text} not null,
      highest_at bigint not null
    )`,
    `insert into audit_head (id, seq, hash, highest_at) values (1, 0, '${'0'.repeat(64)}', 0)`,

    `create table outbox (
      number ${counter},
      id ${text} not null unique,
      recipient ${text} not null,
      recipient_key ${text} not null,
      user_id ${text} references users (id) on delete cascade,
      kind ${text} not null,
      subject ${text} not null,
      text ${text} not null,
      redacted_text ${text} not null,
      created_at bigint not null,
      state ${text} not null,
      attempts integer not null,
      next_attempt_at bigint,
      claimed_at bigint,
      sent_at bigint,
      error ${text}
    )`,
    'create index outbox_recipient on outbox (recipient_key, number)',
    'create index outbox_state on outbox (state, number)',
    'create index outbox_user on outbox (user_id)',
    "create index outbox_due on outbox (next_attempt_at) where state = 'waiting'",
    `create table jobs (
      id ${text} primary key,
      kind ${text} not null,
      cursor ${text} not null,
      state ${text} not null,
      done bigint not null,
      total bigint not null,
      created_at bigint not null,
      touched_at bigint,
      error ${text}
    )`,
    'create index jobs_state on jobs (state, created_at)',

    'create table probe (id integer primary key, count bigint not null)',
    'insert into probe (id, count) values (1, 0)',
  ];
}

/** Trigrams of `search_text`, kept by triggers. */
const sqliteSearch = [
  `create virtual table users_search using fts5 (
    search_text, content = 'users', content_rowid = 'number', tokenize = 'trigram case_sensitive 1', detail = 'none'
  )`,
  `create trigger users_search_insert after insert on users begin
    insert into users_search (rowid, search_text) values (new.number, new.search_text);
  end`,
  `create trigger users_search_delete after delete on users begin
    insert into users_search (users_search, rowid, search_text) values ('delete', old.number, old.search_text);
  end`,
  `create trigger users_search_update after update of search_text on users begin
    insert into users_search (users_search, rowid, search_text) values ('delete', old.number, old.search_text);
    insert into users_search (rowid, search_text) values (new.number, new.search_text);
  end`,
];

/** Without the extension (it may not be installed) searches still work, only slower. */
const postgresSearch = [
  `do $$ begin
    create extension if not exists pg_trgm;
    create index users_search on users using gin (search_text gin_trgm_ops);
  exception when others then
    raise notice 'no trigram index: %', sqlerrm;
  end $$`,
];
