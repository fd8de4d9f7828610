import type { AdministerDeps } from '../../flows/administer/deps.ts';
import { deleteRequirement, getRequirement, putRequirement } from '../../flows/administer/requirements.ts';
import { asId } from '../../kernel/ids.ts';
import type { PolicySubject } from '../../ports/policies.ts';
import type { Handlers } from '../handler.ts';

type RequirementCall = Extract<keyof Handlers, `${string}/requirement` | `${string} /requirements/everyone`>;

const everyone: PolicySubject = { kind: 'everyone' };
const group = (id: string): PolicySubject => ({ kind: 'group', group: asId(id) });
const user = (id: string): PolicySubject => ({ kind: 'user', user: asId(id) });

export const requirementRoutes = (deps: AdministerDeps): Pick<Handlers, RequirementCall> => ({
  'GET /requirements/everyone': () => getRequirement(deps)(everyone),
  'PUT /requirements/everyone': ({ caller, body }) => putRequirement(deps)(caller, everyone, body),
  'DELETE /requirements/everyone': async ({ caller }) => {
    await deleteRequirement(deps)(caller, everyone);
    return undefined;
  },
  'GET /groups/:id/requirement': ({ params }) => getRequirement(deps)(group(params.id)),
  'PUT /groups/:id/requirement': ({ caller, params, body }) =>
    putRequirement(deps)(caller, group(params.id), body),
  'DELETE /groups/:id/requirement': async ({ caller, params }) => {
    await deleteRequirement(deps)(caller, group(params.id));
    return undefined;
  },
  'GET /users/:id/requirement': ({ params }) => getRequirement(deps)(user(params.id)),
  'PUT /users/:id/requirement': ({ caller, params, body }) =>
    putRequirement(deps)(caller, user(params.id), body),
  'DELETE /users/:id/requirement': async ({ caller, params }) => {
    await deleteRequirement(deps)(caller, user(params.id));
    return undefined;
  },
});
