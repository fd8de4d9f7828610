import type { Settings } from '@sallyport/contract/settings.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Db } from '../dialect.ts';
import { apiTokens } from './api-tokens.ts';
import { auditLog } from './audit-log.ts';
import { authenticators } from './authenticators.ts';
import { backupCodes } from './backup-codes.ts';
import { challenges } from './challenges.ts';
import { groups } from './groups.ts';
import { jobs } from './jobs.ts';
import { keyCheck } from './key-check.ts';
import { knownBrowsers } from './known-browsers.ts';
import { links } from './links.ts';
import { outbox } from './outbox.ts';
import { periods } from './periods.ts';
import { policies } from './policies.ts';
import { sessions } from './sessions.ts';
import { settings } from './settings.ts';
import { signIns } from './sign-ins.ts';
import { standings } from './standings.ts';
import { throttles } from './throttles.ts';
import { userList } from './user-list.ts';
import { users } from './users.ts';

/** All repositories on one connection or transaction. */
export const repositories = (db: Db, defaults: Settings): Repositories => ({
  users: { ...users(db), ...userList(db) },
  standings: standings(db),
  periods: periods(db),
  groups: groups(db),
  authenticators: authenticators(db),
  backupCodes: backupCodes(db),
  signIns: signIns(db),
  challenges: challenges(db),
  sessions: sessions(db),
  knownBrowsers: knownBrowsers(db),
  throttles: throttles(db),
  policies: policies(db),
  keyCheck: keyCheck(db),
  settings: settings(db, defaults),
  links: links(db),
  apiTokens: apiTokens(db),
  audit: auditLog(db),
  outbox: outbox(db),
  jobs: jobs(db),
});
