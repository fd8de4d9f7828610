import type { Generated } from 'kysely';
import type {
  AuthenticatorId,
  BackupCodeId,
  BrowserId,
  ChallengeId,
  GroupId,
  JobId,
  LinkId,
  MailId,
  PolicyId,
  SessionId,
  SignInId,
  TokenId,
  UserId,
} from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type {
  EnrollableMethod,
  MethodKind,
  PolicyKind,
  ResourceKind,
  Role,
  UserState,
} from '../policy/model.ts';
import type { NoticeKind } from '../policy/notices.ts';
import type { Challenge } from '../ports/challenges.ts';
import type { Job } from '../ports/jobs.ts';
import type { Link } from '../ports/links.ts';
import type { OutboxMail } from '../ports/outbox.ts';
import type { ProjectedStanding } from '../ports/standings.ts';

/**
 * One schema for both databases: instants are milliseconds in a bigint, booleans 0 or 1, structured values JSON text.
 * Text compares by code point on both, so that a page's cursor means the same.
 */
export interface Schema {
  users: UsersTable;
  /** On SQLite alone: trigrams of the users' `search_text`, by their `number`. */
  users_search: { rowid: number; search_text: string };
  groups: GroupsTable;
  memberships: { group_id: GroupId; user_id: UserId };
  authenticators: AuthenticatorsTable;
  backup_codes: BackupCodesTable;
  periods: PeriodsTable;
  policies: PoliciesTable;
  /** One row. */
  key_check: { id: 1; sealed: string };
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
  /** One row: the end of the chain. */
  audit_head: { id: 1; seq: number; hash: string; highest_at: Instant };
  outbox: OutboxTable;
  jobs: JobsTable;
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
  status: ProjectedStanding['status'];
  required: Flag;
  deadline: Instant | null;
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

interface PeriodsTable {
  user_id: UserId;
  policy_id: PolicyId;
  started_at: Instant;
  days: number;
  deadline: Instant;
  next_notice: NoticeKind | null;
  notice_at: Instant | null;
}

interface PoliciesTable {
  id: PolicyId;
  kind: PolicyKind;
  /** Whose own policy it is: deleted with the group or user. */
  group_id: GroupId | null;
  user_id: UserId | null;
  definition: Json;
  changed_at: Instant;
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
  /** The whole event. */
  event: Json;
  previous: string;
  hash: string;
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

interface JobsTable {
  id: JobId;
  kind: string;
  cursor: string;
  state: Job['state'];
  done: number;
  total: number;
  created_at: Instant;
  /** When its worker was last heard of. */
  touched_at: Instant | null;
  error: string | null;
}
