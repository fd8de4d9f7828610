import type { AdministerDeps } from '../../flows/administer/deps.ts';
import { createGroup, deleteGroup, editGroup } from '../../flows/administer/groups/change.ts';
import { getGroup, listGroups } from '../../flows/administer/groups/list.ts';
import { changeMembers } from '../../flows/administer/groups/members.ts';
import type { Handlers } from '../handler.ts';

type GroupCall = Exclude<
  Extract<keyof Handlers, `${string} /groups` | `${string} /groups/${string}`>,
  `${string}/requirement`
>;

export const groupRoutes = (deps: AdministerDeps): Pick<Handlers, GroupCall> => ({
  'GET /groups': ({ query }) => listGroups(deps)(query),
  'POST /groups': ({ caller, body }) => createGroup(deps)(caller, body),
  'GET /groups/:id': ({ params }) => getGroup(deps)(params.id),
  'PATCH /groups/:id': ({ caller, params, body }) => editGroup(deps)(caller, params.id, body),
  'DELETE /groups/:id': async ({ caller, params }) => {
    await deleteGroup(deps)(caller, params.id);
    return undefined;
  },
  'POST /groups/:id/members': ({ caller, params, body }) => changeMembers(deps)(caller, params.id, body),
});
