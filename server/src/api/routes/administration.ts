import type { AdministerDeps } from '../../flows/administer/deps.ts';
import { administratorRoutes } from './administration-administrators.ts';
import { auditRoutes } from './administration-audit.ts';
import { exemptionRoutes } from './administration-exemptions.ts';
import { explainRoutes } from './administration-explain.ts';
import { groupRoutes } from './administration-groups.ts';
import { jobRoutes } from './administration-jobs.ts';
import { mailTextRoutes } from './administration-mail-texts.ts';
import { operationRoutes } from './administration-operations.ts';
import { policyRoutes } from './administration-policies.ts';
import { previewRoutes } from './administration-preview.ts';
import { requirementRoutes } from './administration-requirements.ts';
import { rolloutRoutes } from './administration-rollouts.ts';
import { userRoutes } from './administration-users.ts';

/** Every call of the contract that administrates, by area. */
export const administrationRoutes = (deps: AdministerDeps) => ({
  ...userRoutes(deps),
  ...groupRoutes(deps),
  ...policyRoutes(deps),
  ...previewRoutes(deps),
  ...requirementRoutes(deps),
  ...explainRoutes(deps),
  ...exemptionRoutes(deps),
  ...administratorRoutes(deps),
  ...jobRoutes(deps),
  ...rolloutRoutes(deps),
  ...auditRoutes(deps),
  ...operationRoutes(deps),
  ...mailTextRoutes(deps),
});
