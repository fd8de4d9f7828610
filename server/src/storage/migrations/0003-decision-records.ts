import { sql } from 'kysely';
import { type Db, isPostgres } from '../dialect.ts';

/** What sign-ins were decided from, the rules of their day, and what policies in report-only would have done. */
export async function up(db: Db): Promise<void> {
  const text = isPostgres(db) ? 'text collate "C"' : 'text';
  const statements = [
    // No references to users, policies or sign-ins: like the audit log, it outlives them.
    `create table decision_records (
      sign_in_id ${text} not null,
      at bigint not null,
      user_id ${text} not null,
      rule_set_key ${text} not null,
      facts text not null,
      primary key (sign_in_id, at)
    )`,
    'create index decision_records_at on decision_records (at)',

    `create table rule_sets (
      key ${text} primary key,
      kept_at bigint not null,
      rules text not null
    )`,

    `create table report_only_sign_ins (
      policy_id ${text} not null,
      at bigint not null,
      sign_in_id ${text} not null,
      user_id ${text} not null,
      outcome ${text} not null,
      primary key (policy_id, at, sign_in_id)
    )`,
    'create index report_only_sign_ins_at on report_only_sign_ins (at)',
    `create table report_only_sums (
      policy_id ${text} not null,
      day ${text} not null,
      outcome ${text} not null,
      count bigint not null,
      primary key (policy_id, day, outcome)
    )`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
