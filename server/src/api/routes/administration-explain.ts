import type { AdministerDeps } from '../../flows/administer/deps.ts';
import { explainLogin } from '../../flows/explain/login.ts';
import { policyReport } from '../../flows/explain/report.ts';
import type { Handlers } from '../handler.ts';

type ExplainCall = Extract<keyof Handlers, 'POST /explain' | 'GET /policies/:id/report'>;

export const explainRoutes = (deps: AdministerDeps): Pick<Handlers, ExplainCall> => ({
  'POST /explain': ({ caller, body }) => explainLogin(deps)(caller, body),
  'GET /policies/:id/report': ({ params, query }) => policyReport(deps)(params.id, query),
});
