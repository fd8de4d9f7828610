import { countCheckUps } from '../../flows/administer/check-ups.ts';
import type { AdministerDeps } from '../../flows/administer/deps.ts';
import { createAccessCode, voidAccessCode } from '../../flows/administer/users/access-code.ts';
import { createActivationLink, sendActivation } from '../../flows/administer/users/activation.ts';
import { listUserAuthenticators } from '../../flows/administer/users/authenticators.ts';
import { createUser } from '../../flows/administer/users/create.ts';
import { editUser } from '../../flows/administer/users/edit.ts';
import { importUsers } from '../../flows/administer/users/import/import.ts';
import { getUser, listUsers } from '../../flows/administer/users/list.ts';
import { deleteUser } from '../../flows/administer/users/remove.ts';
import { resetEnrollmentPeriod } from '../../flows/administer/users/reset-period.ts';
import { resetTwoFactor } from '../../flows/administer/users/reset-two-factor.ts';
import { setRole } from '../../flows/administer/users/role.ts';
import { reactivateUser, suspendUser } from '../../flows/administer/users/suspend.ts';
import { unlockUser } from '../../flows/administer/users/unlock.ts';
import type { Handlers } from '../handler.ts';

type UserCall =
  | 'GET /check-ups'
  | Exclude<
      Extract<keyof Handlers, `${string} /users` | `${string} /users/${string}`>,
      `${string}/requirement` | `${string}/exemptions` | `POST /users/2fa/${string}` | 'GET /users/count'
    >;

export const userRoutes = (deps: AdministerDeps): Pick<Handlers, UserCall> => ({
  'GET /users': ({ query }) => listUsers(deps)(query),
  'POST /users': ({ caller, body }) => createUser(deps)(caller, body),
  'POST /users/import': ({ caller, body }) => importUsers(deps)(caller, body),
  'GET /users/:id': ({ params }) => getUser(deps)(params.id),
  'PATCH /users/:id': ({ caller, params, body }) => editUser(deps)(caller, params.id, body),
  'DELETE /users/:id': async ({ caller, params }) => {
    await deleteUser(deps)(caller, params.id);
    return undefined;
  },
  'POST /users/:id/activation-link': ({ caller, params }) => createActivationLink(deps)(caller, params.id),
  'POST /users/:id/activation-mail': async ({ caller, params }) => {
    await sendActivation(deps)(caller, params.id);
    return undefined;
  },
  'POST /users/:id/suspend': ({ caller, params }) => suspendUser(deps)(caller, params.id),
  'POST /users/:id/reactivate': ({ caller, params, body }) =>
    reactivateUser(deps)(caller, params.id, body.lapsedPeriods),
  'POST /users/:id/unlock': ({ caller, params }) => unlockUser(deps)(caller, params.id),
  'PUT /users/:id/role': ({ caller, params, body }) => setRole(deps)(caller, params.id, body.role),
  'POST /users/:id/2fa/reset': ({ caller, params, body }) => resetTwoFactor(deps)(caller, params.id, body),
  'POST /users/:id/enrollment-period/reset': ({ caller, params, body }) =>
    resetEnrollmentPeriod(deps)(caller, params.id, body),
  'POST /users/:id/temporary-access-code': ({ caller, params, body }) =>
    createAccessCode(deps)(caller, params.id, body),
  'DELETE /users/:id/temporary-access-code': async ({ caller, params }) => {
    await voidAccessCode(deps)(caller, params.id);
    return undefined;
  },
  'GET /check-ups': () => countCheckUps(deps)(),
  'GET /users/:id/authenticators': ({ params }) => listUserAuthenticators(deps)(params.id),
});
