import type { AdministerDeps } from '../../flows/administer/deps.ts';
import { createPolicy, deletePolicy, editPolicy } from '../../flows/administer/policies/edit.ts';
import { getPolicy, listPolicies } from '../../flows/administer/policies/list.ts';
import { setPolicyState } from '../../flows/administer/policies/state.ts';
import { listVersions, restorePolicy } from '../../flows/administer/policies/versions.ts';
import type { Handlers } from '../handler.ts';

type PolicyCall = Extract<
  keyof Handlers,
  | `${string} /policies`
  | `${string} /policies/:id`
  | `${string} /policies/:id/${'state' | 'versions' | 'restore'}`
>;

export const policyRoutes = (deps: AdministerDeps): Pick<Handlers, PolicyCall> => ({
  'GET /policies': ({ query }) => listPolicies(deps)(query),
  'POST /policies': ({ caller, body }) => createPolicy(deps)(caller, body),
  'GET /policies/:id': ({ params }) => getPolicy(deps)(params.id),
  'PUT /policies/:id': ({ caller, params, body }) => editPolicy(deps)(caller, params.id, body),
  'DELETE /policies/:id': async ({ caller, params }) => {
    await deletePolicy(deps)(caller, params.id);
    return undefined;
  },
  'PUT /policies/:id/state': ({ caller, params, body }) => setPolicyState(deps)(caller, params.id, body),
  'GET /policies/:id/versions': ({ params, query }) => listVersions(deps)(params.id, query),
  'POST /policies/:id/restore': ({ caller, params, body }) => restorePolicy(deps)(caller, params.id, body),
});
