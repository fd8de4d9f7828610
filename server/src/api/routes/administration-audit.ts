import { listCheckpoints } from '../../flows/administer/audit/checkpoints.ts';
import { exportAudit } from '../../flows/administer/audit/export.ts';
import { listAuditEvents } from '../../flows/administer/audit/search.ts';
import { getStreamState } from '../../flows/administer/audit/stream-state.ts';
import type { AdministerDeps } from '../../flows/administer/deps.ts';
import type { Handlers } from '../handler.ts';

type AuditCall = Extract<keyof Handlers, `${string} /audit-events${'' | `/${string}`}`>;

export const auditRoutes = (deps: AdministerDeps): Pick<Handlers, AuditCall> => ({
  'GET /audit-events': ({ query }) => listAuditEvents(deps)(query),
  'GET /audit-events/export': ({ caller, query }) => exportAudit(deps)(caller, query),
  'GET /audit-events/checkpoints': () => listCheckpoints(deps)(),
  'GET /audit-events/stream': () => getStreamState(deps)(),
});
