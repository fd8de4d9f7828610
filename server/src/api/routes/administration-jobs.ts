import { exemptUsers, remindUsers, requireOfUsers, resetUsers } from '../../flows/administer/bulk/start.ts';
import type { AdministerDeps } from '../../flows/administer/deps.ts';
import { cancelJob, getJob, listJobFailures, listJobs } from '../../flows/administer/jobs.ts';
import { countUsers } from '../../flows/administer/users/list.ts';
import type { Handlers } from '../handler.ts';

type JobCall = Extract<
  keyof Handlers,
  `${string} /jobs${'' | `/${string}`}` | `POST /users/2fa/${string}` | 'GET /users/count'
>;

export const jobRoutes = (deps: AdministerDeps): Pick<Handlers, JobCall> => ({
  'GET /users/count': ({ query }) => countUsers(deps)(query),
  'POST /users/2fa/require': ({ caller, body }) => requireOfUsers(deps)(caller, body),
  'POST /users/2fa/reset': ({ caller, body }) => resetUsers(deps)(caller, body),
  'POST /users/2fa/remind': ({ caller, body }) => remindUsers(deps)(caller, body),
  'POST /users/2fa/exempt': ({ caller, body }) => exemptUsers(deps)(caller, body),
  'GET /jobs': ({ query }) => listJobs(deps)(query),
  'GET /jobs/:id': ({ params }) => getJob(deps)(params.id),
  'GET /jobs/:id/failures': ({ params, query }) => listJobFailures(deps)(params.id, query),
  'POST /jobs/:id/cancel': ({ caller, params }) => cancelJob(deps)(caller, params.id),
});
