import { listActivity } from '../../flows/account/activity.ts';
import {
  addAuthenticator,
  confirmAuthenticator,
  listAuthenticators,
  removeAuthenticator,
  renameAuthenticator,
} from '../../flows/account/authenticators.ts';
import { renewBackupCodes } from '../../flows/account/backup-codes.ts';
import { endCheckUp, readCheckUp } from '../../flows/account/check-up.ts';
import { readCurrentSession } from '../../flows/account/current-session.ts';
import type { AccountDeps } from '../../flows/account/deps.ts';
import { readMe } from '../../flows/account/me.ts';
import { changePassword } from '../../flows/account/password.ts';
import { endOtherSessions, endSession, listSessions } from '../../flows/account/sessions.ts';
import { startStepUpChallenge, stepUp, stepUpOptions } from '../../flows/account/step-up.ts';
import { isoTime } from '../../kernel/instant.ts';
import type { Handlers } from '../handler.ts';

type AccountCall = Extract<
  keyof Handlers,
  `${string} /me` | `${string} /me/${string}` | `${string} /session`
>;

export const accountRoutes = (deps: AccountDeps): Pick<Handlers, AccountCall> => ({
  'GET /session': ({ caller }) => readCurrentSession(deps)(caller),
  'DELETE /session': async ({ caller, client, cookies }) => {
    await endSession(deps)(caller, caller.session, client);
    cookies.clear('session');
    return undefined;
  },
  'GET /me': ({ caller }) => readMe(deps)(caller),
  'GET /me/step-up': ({ caller }) => stepUpOptions(deps)(caller),
  'POST /me/step-up/challenges': ({ caller, body }) => startStepUpChallenge(deps)(caller, body.method),
  'POST /me/step-up': async ({ caller, body, client, browserToken }) => ({
    until: isoTime(await stepUp(deps)(caller, body, client, browserToken)),
  }),
  'GET /me/authenticators': ({ caller }) => listAuthenticators(deps)(caller),
  'POST /me/authenticators': ({ caller, body }) => addAuthenticator(deps)(caller, body),
  'POST /me/authenticators/:id/confirm': ({ caller, params, body, client }) =>
    confirmAuthenticator(deps)(caller, params.id, body, client),
  'PATCH /me/authenticators/:id': ({ caller, params, body }) =>
    renameAuthenticator(deps)(caller, params.id, body.name),
  'DELETE /me/authenticators/:id': async ({ caller, params, client }) => {
    await removeAuthenticator(deps)(caller, params.id, client);
    return undefined;
  },
  'POST /me/backup-codes': ({ caller, client }) => renewBackupCodes(deps)(caller, client),
  'GET /me/check-up': ({ caller }) => readCheckUp(deps)(caller),
  'POST /me/check-up/done': ({ caller, body, client }) => endCheckUp(deps)(caller, body.outcome, client),
  'PUT /me/password': async ({ caller, body, client, browserToken }) => {
    await changePassword(deps)(caller, body, client, browserToken);
    return undefined;
  },
  'GET /me/sessions': ({ caller }) => listSessions(deps)(caller),
  'DELETE /me/sessions': async ({ caller, client }) => {
    await endOtherSessions(deps)(caller, client);
    return undefined;
  },
  'DELETE /me/sessions/:id': async ({ caller, params, client }) => {
    await endSession(deps)(caller, params.id, client);
    return undefined;
  },
  'GET /me/activity': ({ caller, query }) => listActivity(deps)(caller, query),
});
