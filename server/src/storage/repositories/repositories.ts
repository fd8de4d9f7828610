import type { Settings } from '@sallyport/contract/settings.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Db } from '../dialect.ts';
import { accessCodes } from './access-codes.ts';
import { apiTokens } from './api-tokens.ts';
import { approvals } from './approvals.ts';
import { askedPreviews } from './asked-previews.ts';
import { auditCheckpoints } from './audit-checkpoints.ts';
import { auditLog } from './audit-log.ts';
import { auditStream } from './audit-stream.ts';
import { authenticators } from './authenticators.ts';
import { backupCodes } from './backup-codes.ts';
import { challenges } from './challenges.ts';
import { checkUps } from './check-ups.ts';
import { decisionRecords } from './decision-records.ts';
import { directory } from './directory.ts';
import { exemptions } from './exemptions.ts';
import { groups } from './groups.ts';
import { jobs } from './jobs.ts';
import { keyCheck } from './key-check.ts';
import { knownBrowsers } from './known-browsers.ts';
import { links } from './links.ts';
import { outbox } from './outbox.ts';
import { periods } from './periods.ts';
import { policies } from './policies.ts';
import { publicOrigin } from './public-origin.ts';
import { rollouts } from './rollouts.ts';
import { sessions } from './sessions.ts';
import { settings } from './settings.ts';
import { signIns } from './sign-ins.ts';
import { standings } from './standings.ts';
import { statistics } from './statistics.ts';
import { throttles } from './throttles.ts';
import { userList } from './user-list.ts';
import { users } from './users.ts';

/** All repositories on one connection or transaction. */
export const repositories = (db: Db, defaults: Settings): Repositories => ({
  users: { ...users(db), ...userList(db) },
  directory: directory(db),
  askedPreviews: askedPreviews(db),
  standings: standings(db),
  periods: periods(db),
  exemptions: exemptions(db),
  approvals: approvals(db),
  groups: groups(db),
  authenticators: authenticators(db),
  backupCodes: backupCodes(db),
  accessCodes: accessCodes(db),
  checkUps: checkUps(db),
  signIns: signIns(db),
  challenges: challenges(db),
  decisions: decisionRecords(db),
  sessions: sessions(db),
  knownBrowsers: knownBrowsers(db),
  throttles: throttles(db),
  policies: policies(db),
  keyCheck: keyCheck(db),
  publicOrigin: publicOrigin(db),
  settings: settings(db, defaults),
  links: links(db),
  apiTokens: apiTokens(db),
  audit: auditLog(db),
  auditCheckpoints: auditCheckpoints(db),
  auditStream: auditStream(db),
  outbox: outbox(db),
  statistics: statistics(db),
  rollouts: rollouts(db),
  jobs: jobs(db),
});
