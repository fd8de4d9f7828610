import type { AdministerDeps } from '../../flows/administer/deps.ts';
import { createExemption } from '../../flows/administer/exemptions/create.ts';
import { endExemption } from '../../flows/administer/exemptions/end.ts';
import { listExemptions, listUserExemptions } from '../../flows/administer/exemptions/list.ts';
import type { Handlers } from '../handler.ts';

type ExemptionCall = Extract<keyof Handlers, `${string}/exemptions${'' | `/${string}`}`>;

export const exemptionRoutes = (deps: AdministerDeps): Pick<Handlers, ExemptionCall> => ({
  'GET /exemptions': ({ query }) => listExemptions(deps)(query),
  'POST /exemptions': ({ caller, body }) => createExemption(deps)(caller, body),
  'DELETE /exemptions/:id': async ({ caller, params }) => {
    await endExemption(deps)(caller, params.id);
    return undefined;
  },
  'GET /users/:id/exemptions': ({ params }) => listUserExemptions(deps)(params.id),
});
