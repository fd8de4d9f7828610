import type { AdministerDeps } from '../../flows/administer/deps.ts';
import { groupRoutes } from './administration-groups.ts';
import { operationRoutes } from './administration-operations.ts';
import { requirementRoutes } from './administration-requirements.ts';
import { userRoutes } from './administration-users.ts';

/** Every call of the contract that administrates, by area. */
export const administrationRoutes = (deps: AdministerDeps) => ({
  ...userRoutes(deps),
  ...groupRoutes(deps),
  ...requirementRoutes(deps),
  ...operationRoutes(deps),
});
