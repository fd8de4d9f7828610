import { sql } from 'kysely';
import { type Db, isPostgres } from '../dialect.ts';

export async function up(db: Db): Promise<void> {
  const text = isPostgres(db) ? 'text collate "C"' : 'text';
  for (const statement of tables(text)) await sql.raw(statement).execute(db);
}

const tables = (text: string): readonly string[] => [
  `create table exemptions (
    id ${text} primary key,
    user_id ${text} not null references users (id) on delete cascade,
    owner_id ${text} references users (id) on delete set null,
    reason ${text} not null,
    created_at bigint not null,
    created_by ${text} not null,
    ends_at bigint not null,
    next_notice ${text},
    notice_at bigint
  )`,
  'create index exemptions_user on exemptions (user_id, ends_at)',
  'create index exemptions_owner on exemptions (owner_id)',
  'create index exemptions_end on exemptions (ends_at, id)',
  'create index exemptions_notice on exemptions (notice_at) where notice_at is not null',

  // Whom it was about, who asked and who decided are not references: it outlives them, as the audit log does.
  `create table approvals (
    id ${text} primary key,
    act ${text} not null,
    call ${text} not null,
    target ${text},
    input ${text} not null,
    note ${text} not null,
    asker ${text} not null,
    asked_at bigint not null,
    expires_at bigint not null,
    state ${text} not null,
    decided_by ${text},
    decided_at bigint,
    decision_note ${text}
  )`,
  "create index approvals_waiting on approvals (id) where state in ('waiting', 'approved')",
];
