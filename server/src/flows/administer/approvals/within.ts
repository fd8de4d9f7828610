import type { Repositories } from '../../../ports/repositories.ts';
import { currentRules } from '../../roll-out/current-rules.ts';
import type { AdministerDeps } from '../deps.ts';

/** The same parts inside a transaction that is open already: what they change stands or falls with it. */
export const within = (deps: AdministerDeps, source: Repositories): AdministerDeps => ({
  ...deps,
  rules: currentRules,
  read: source,
  transact: (work) => work(source),
});
