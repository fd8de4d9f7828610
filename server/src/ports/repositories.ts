import type { ApiTokens } from './api-tokens.ts';
import type { AuditLog, HighestTime, ReadAuditLog } from './audit-log.ts';
import type { Authenticators } from './authenticators.ts';
import type { BackupCodes } from './backup-codes.ts';
import type { Challenges } from './challenges.ts';
import type { Groups } from './groups.ts';
import type { Jobs } from './jobs.ts';
import type { KeyCheck } from './key-check.ts';
import type { KnownBrowsers } from './known-browsers.ts';
import type { Links } from './links.ts';
import type { DeliverOutbox, Outbox } from './outbox.ts';
import type { Periods } from './periods.ts';
import type { Policies } from './policies.ts';
import type { Sessions } from './sessions.ts';
import type { SettingsStore } from './settings.ts';
import type { SignIns } from './sign-ins.ts';
import type { Standings } from './standings.ts';
import type { Throttles } from './throttles.ts';
import type { ListUsers } from './user-list.ts';
import type { ChangeUsers } from './users.ts';

/** All that storage offers. A flow names the few it uses: `Transactions<Pick<Repositories, 'users' | 'audit'>>`. */
export interface Repositories {
  readonly users: ChangeUsers & ListUsers;
  readonly standings: Standings;
  readonly periods: Periods;
  readonly groups: Groups;
  readonly authenticators: Authenticators;
  readonly backupCodes: BackupCodes;
  readonly signIns: SignIns;
  readonly challenges: Challenges;
  readonly sessions: Sessions;
  readonly knownBrowsers: KnownBrowsers;
  readonly throttles: Throttles;
  readonly policies: Policies;
  readonly settings: SettingsStore;
  readonly keyCheck: KeyCheck;
  readonly links: Links;
  readonly apiTokens: ApiTokens;
  readonly audit: AuditLog & ReadAuditLog & HighestTime;
  readonly outbox: Outbox & DeliverOutbox;
  readonly jobs: Jobs;
}
