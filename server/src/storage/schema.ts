import type { Language } from '@sallyport/contract/vocabulary.ts';
import type { Generated } from 'kysely';
import type {
  AccessCodeId,
  ApprovalId,
  AuthenticatorId,
  BackupCodeId,
  BrowserId,
  ChallengeId,
  ExemptionId,
  GroupId,
  JobId,
  LinkId,
  MailId,
  PolicyId,
  RolloutId,
  SessionId,
  SignInId,
  TokenId,
  UserId,
} from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { ExemptionNotice } from '../policy/exemptions.ts';
import type {
  EnrollableMethod,
  MethodKind,
  PolicyKind,
  ResourceKind,
  Role,
  UserState,
} from '../policy/model.ts';
import type { NoticeKind } from '../policy/notices.ts';
import type { ReportOnlyOutcome } from '../policy/report-only.ts';
import type { StoredApproval } from '../ports/approvals.ts';
import type { Challenge } from '../ports/challenges.ts';
import type { Job } from '../ports/jobs.ts';
import type { Link } from '../ports/links.ts';
import type { OutboxMail } from '../ports/outbox.ts';
import type { ProjectedStanding } from '../ports/standings.ts';
import type { Count, IncidentKind } from '../ports/statistics.ts';

/**
 * One schema for both databases: instants are milliseconds in a bigint, booleans 0 or 1, structured values JSON text.
 * Text compares by code point on both, so that a page's cursor means the same.
 */
export interface Schema {
  users: UsersTable;
  /** On SQLite alone: trigrams of the users' `search_text`, by their `number`. */
  users_search: { rowid: number; search_text: string };
  groups: GroupsTable;
  /** The name is the user's, kept by triggers. */
  memberships: { group_id: GroupId; user_id: UserId; username_key: Generated<string> };
  /** Each set of groups that somebody is or was in: ids in order with spaces between. */
  group_sets: { number: Generated<number>; groups: string };
  authenticators: AuthenticatorsTable;
  backup_codes: BackupCodesTable;
  access_codes: AccessCodesTable;
  check_ups: CheckUpsTable;
  mail_texts: { kind: string; language: string; subject: string; body: string; changed_at: Instant };
  periods: PeriodsTable;
  exemptions: ExemptionsTable;
  approvals: ApprovalsTable;
  policies: PoliciesTable;
  policy_versions: PolicyVersionsTable;
  /** One row. */
  key_check: { id: 1; sealed: string };
  /** One row: the origin that the server was started with last. */
  public_origin: { id: 1; origin: string };
  policy_revision: { id: 1; revision: string };
  /** At most one row. */
  settings: { id: 1; value: Json };
  sign_ins: SignInsTable;
  challenges: ChallengesTable;
  sessions: SessionsTable;
  known_browsers: { id: BrowserId; user_id: UserId; token_hash: string; created_at: Instant };
  throttles: ThrottlesTable;
  links: LinksTable;
  api_tokens: ApiTokensTable;
  audit_events: AuditEventsTable;
  /** At most one row. */
  audit_signing_key: { id: 1; sealed: string };
  audit_checkpoints: { seq: number; hash: string; at: Instant; key_id: string; signature: string };
  /** One row. */
  audit_stream: AuditStreamTable;
  /** One row: the end of the chain. */
  audit_head: { id: 1; seq: number; hash: string; highest_at: Instant };
  outbox: OutboxTable;
  jobs: JobsTable;
  /** Whom a job is about: a JSON array of ids in each part. */
  job_users: { job_id: JobId; part: number; users: Json };
  job_failures: JobFailuresTable;
  decision_records: DecisionRecordsTable;
  rule_sets: { key: string; kept_at: Instant; rules: Json };
  report_only_sign_ins: ReportOnlySignInsTable;
  report_only_sums: ReportOnlySumsTable;
  statistics: { day: number; counter: Count['counter']; key: string; count: number };
  /** One row. */
  statistics_progress: { id: 1; counted_up_to: number; snapshot_at: Instant };
  group_statistics: { group_id: GroupId; members: number; enrolled: number };
  incidents: { user_id: UserId; kind: IncidentKind; at: Instant };
  asked_previews: { id: string; task: Json; asked_at: Instant };
  rollouts: { id: RolloutId; name_key: string; definition: Json; created_at: Instant };
  rollout_entries: RolloutEntriesTable;
  /** One row, rewritten to see whether the database takes writes. */
  probe: { id: 1; count: number };
}

/** 0 or 1. */
export type Flag = number;
export type Json = string;
/** JSON objects one after another, with commas between: an array without its brackets, so that SQL can append. */
export type JsonItems = string;

interface UsersTable {
  /** Counts up; for SQLite's search index, which wants integers. */
  number: Generated<number>;
  id: UserId;
  username: string;
  username_key: string;
  display_name: string;
  email: string;
  /** User name, display name and address, folded: one a line. */
  search_text: string;
  state: UserState;
  role: Role | null;
  password_hash: string | null;
  enrollment_due: Flag;
  created_at: Instant;
  activated_at: Instant | null;
  suspended_at: Instant | null;
  last_sign_in_at: Instant | null;
  preferred_method: MethodKind | null;
  language: Language | null;
  on_leave_until: Instant | null;
  snoozed_at: Instant | null;
  status: ProjectedStanding['status'];
  required: Flag;
  deadline: Instant | null;
  /** Of authenticators in working order, in alphabetical order with spaces between; kept by triggers, as are the next. */
  methods: Generated<string>;
  codes_left: Generated<number>;
  /** Days since 1970 in UTC; 0 of those who never did. */
  signed_in_day: Generated<number>;
  /** Their groups, by the number of the set; null for none. */
  group_set: Generated<number | null>;
  /** See migration 0005-user-filters. */
  facet: Generated<string>;
}

interface GroupsTable {
  id: GroupId;
  name: string;
  name_key: string;
  description: string;
  created_at: Instant;
}

interface AuthenticatorsTable {
  id: AuthenticatorId;
  user_id: UserId;
  method: EnrollableMethod;
  name: string;
  data: string;
  external_id: string | null;
  counter: number;
  created_at: Instant;
  last_used_at: Instant | null;
  consecutive_failures: number;
  disabled_at: Instant | null;
}

interface BackupCodesTable {
  id: BackupCodeId;
  user_id: UserId;
  salt: string;
  hash: string;
  created_at: Instant;
  used_at: Instant | null;
}

interface AccessCodesTable {
  user_id: UserId;
  id: AccessCodeId;
  salt: string;
  hash: string;
  created_at: Instant;
  expires_at: Instant;
  used_at: Instant | null;
}

interface CheckUpsTable {
  user_id: UserId;
  enrolled_at: Instant;
  mailed_at: Instant | null;
  ended_at: Instant | null;
  outcome: 'done' | 'dismissed' | null;
}

interface PeriodsTable {
  user_id: UserId;
  policy_id: PolicyId;
  started_at: Instant;
  days: number;
  deadline: Instant;
  next_notice: NoticeKind | null;
  notice_at: Instant | null;
}

interface ExemptionsTable {
  id: ExemptionId;
  user_id: UserId;
  owner_id: UserId | null;
  reason: string;
  created_at: Instant;
  created_by: string;
  ends_at: Instant;
  next_notice: ExemptionNotice | null;
  notice_at: Instant | null;
}

interface ApprovalsTable {
  id: ApprovalId;
  act: StoredApproval['act'];
  call: string;
  target: Json | null;
  /** Sealed. */
  input: string;
  note: string;
  asker: Json;
  asked_at: Instant;
  expires_at: Instant;
  state: StoredApproval['state'];
  decided_by: Json | null;
  decided_at: Instant | null;
  decision_note: string | null;
}

interface PoliciesTable {
  id: PolicyId;
  kind: PolicyKind;
  /** Whose own policy it is: deleted with the group or user. */
  group_id: GroupId | null;
  user_id: UserId | null;
  /** Folded; of named policies alone, which have it to themselves. */
  name_key: string | null;
  definition: Json;
  version: number;
  changed_at: Instant;
  /** The actor, as in the audit log. */
  changed_by: Json;
  grace_ended_at: Instant | null;
}

/** Every version of every policy; no reference, for they outlive the policy. Those of a user's own die with the user. */
interface PolicyVersionsTable {
  policy_id: PolicyId;
  number: number;
  user_id: UserId | null;
  definition: Json;
  changed_at: Instant;
  changed_by: Json;
  grace_ended_at: Instant | null;
  removed: Flag;
}

interface SignInsTable {
  id: SignInId;
  token_hash: string;
  user_id: UserId;
  resource_kind: ResourceKind;
  resource_id: string | null;
  proofs: JsonItems;
  skipped_at: Instant | null;
  address: string;
  user_agent: string;
  browser_id: BrowserId | null;
  created_at: Instant;
  expires_at: Instant;
  ended_at: Instant | null;
}

interface ChallengesTable {
  id: ChallengeId;
  sign_in_id: SignInId | null;
  session_id: SessionId | null;
  user_id: UserId;
  purpose: Challenge['purpose'];
  method: Challenge['method'];
  state: string;
  replaces: string | null;
  created_at: Instant;
  expires_at: Instant;
  consumed_at: Instant | null;
}

interface SessionsTable {
  id: SessionId;
  token_hash: string;
  user_id: UserId;
  proofs: JsonItems;
  skipped: Flag;
  address: string;
  user_agent: string;
  created_at: Instant;
  last_seen_at: Instant;
  expires_at: Instant;
  stepped_up_at: Instant | null;
  ended_at: Instant | null;
}

interface ThrottlesTable {
  key: string;
  /** Whose budgets are cleared together. */
  user_id: UserId | null;
  spent: number;
  /** When the window is over. */
  ends_at: Instant;
}

interface LinksTable {
  id: LinkId;
  purpose: Link['purpose'];
  user_id: UserId | null;
  token_hash: string;
  created_at: Instant;
  expires_at: Instant;
  used_at: Instant | null;
}

interface ApiTokensTable {
  id: TokenId;
  name: string;
  role: Role;
  token_hash: string;
  user_id: UserId | null;
  created_at: Instant;
  expires_at: Instant;
  last_used_at: Instant | null;
}

interface AuditEventsTable {
  seq: number;
  at: Instant;
  kind: string;
  /** The user who acted, and the one it happened to: no references, for entries outlive users. */
  actor_user: string | null;
  subject_user: string | null;
  address: string | null;
  /** The whole event. */
  event: Json;
  previous: string;
  hash: string;
}

interface AuditStreamTable {
  id: 1;
  /** The last entry that the receiver has taken. */
  position: number;
  /** The process that sends, and until when it is believed to. */
  holder: string | null;
  held_until: Instant;
  attempts: number;
  last_error: string | null;
  next_try_at: Instant | null;
  last_sent_at: Instant | null;
}

interface OutboxTable {
  /** Counts up: the order in which mails came. */
  number: Generated<number>;
  id: MailId;
  recipient: string;
  /** Folded, for finding it. */
  recipient_key: string;
  user_id: UserId | null;
  kind: string;
  subject: string;
  text: string;
  redacted_text: string;
  created_at: Instant;
  state: OutboxMail['state'];
  attempts: number;
  next_attempt_at: Instant | null;
  claimed_at: Instant | null;
  sent_at: Instant | null;
  error: string | null;
}

interface JobFailuresTable {
  job_id: JobId;
  /** From 1 on, in the order they were met. */
  number: number;
  /** No reference: that somebody is gone may be why. */
  user_id: UserId;
  username: string | null;
  code: string;
  message: string;
}

interface RolloutEntriesTable {
  number: Generated<number>;
  rollout_id: RolloutId;
  at: Instant;
  what: string;
  done_by: string;
}

interface JobsTable {
  id: JobId;
  kind: string;
  input: Json;
  cursor: string;
  state: Job['state'];
  done: number;
  total: number;
  failures: number;
  started_by: Json;
  created_at: Instant;
  ended_at: Instant | null;
  /** When its worker was last heard of. */
  touched_at: Instant | null;
  error: string | null;
}

interface DecisionRecordsTable {
  sign_in_id: SignInId;
  at: Instant;
  user_id: UserId;
  rule_set_key: string;
  facts: Json;
}

interface ReportOnlySignInsTable {
  policy_id: PolicyId;
  at: Instant;
  sign_in_id: SignInId;
  user_id: UserId;
  outcome: ReportOnlyOutcome;
}

interface ReportOnlySumsTable {
  policy_id: PolicyId;
  /** ISO, in the organisation's time zone. */
  day: string;
  outcome: ReportOnlyOutcome;
  count: number;
}
