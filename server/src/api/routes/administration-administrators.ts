import { listAdministrators, roleMatrix } from '../../flows/administer/administrators.ts';
import type { AdministerDeps } from '../../flows/administer/deps.ts';
import type { Handlers } from '../handler.ts';

type AdministratorCall = 'GET /administrators' | 'GET /roles';

export const administratorRoutes = (deps: AdministerDeps): Pick<Handlers, AdministratorCall> => ({
  'GET /administrators': () => listAdministrators(deps)(),
  'GET /roles': () => roleMatrix(),
});
