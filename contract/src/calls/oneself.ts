import * as administration from '../administration.ts';
import { Page } from '../common.ts';
import * as me from '../me.ts';
import type { Calls } from '../route.ts';
import * as signIn from '../sign-in.ts';

/** One’s own account. */
export const oneselfCalls = {
  'GET /session': { access: 'session', summary: 'Who is signed in', answer: signIn.CurrentSession },
  'DELETE /session': { access: 'session', summary: 'Sign out' },
  'GET /me': { access: 'session', summary: 'One’s own account', answer: me.Me },
  'GET /me/step-up': { access: 'session', summary: 'How to prove that it is you', answer: me.StepUpOptions },
  'POST /me/step-up/challenges': {
    access: 'session',
    summary: 'Start what the server must start',
    body: signIn.StartChallenge,
    answer: signIn.StartedChallenge,
    status: 201,
  },
  'POST /me/step-up': {
    access: 'session',
    summary: 'Prove a factor once more',
    body: me.StepUp,
    answer: me.SteppedUp,
  },
  'GET /me/authenticators': {
    access: 'session',
    summary: 'One’s authenticators',
    answer: me.AuthenticatorList,
  },
  'POST /me/authenticators': {
    access: 'session',
    stepUp: true,
    summary: 'Begin to add or renew an authenticator',
    body: me.AddAuthenticator,
    answer: signIn.StartedEnrollment,
    status: 201,
  },
  'POST /me/authenticators/:id/confirm': {
    access: 'session',
    stepUp: true,
    summary: 'Confirm the new authenticator',
    body: signIn.ConfirmEnrollment,
    answer: me.ConfirmedAuthenticator,
    status: 201,
  },
  'PATCH /me/authenticators/:id': {
    access: 'session',
    summary: 'Rename an authenticator',
    body: me.RenameAuthenticator,
    answer: me.Authenticator,
  },
  'DELETE /me/authenticators/:id': { access: 'session', stepUp: true, summary: 'Remove an authenticator' },
  'POST /me/backup-codes': {
    access: 'session',
    stepUp: true,
    summary: 'New backup codes; the old ones are void',
    answer: me.BackupCodes,
    status: 201,
  },
  'GET /me/check-up': {
    access: 'session',
    summary: 'Whether a look at one’s second factor is due, and what there is to see',
    answer: me.CheckUp,
  },
  'POST /me/check-up/done': {
    access: 'session',
    summary: 'The look was had, with an authenticator proved in this session, or put aside',
    body: me.EndCheckUp,
    answer: me.CheckUp,
  },
  'PUT /me/password': {
    access: 'session',
    stepUp: true,
    summary: 'Change one’s password',
    body: me.ChangePassword,
  },
  'GET /me/sessions': { access: 'session', summary: 'Where one is signed in', answer: me.SessionList },
  'DELETE /me/sessions': { access: 'session', summary: 'End all other sessions' },
  'DELETE /me/sessions/:id': { access: 'session', summary: 'End one session' },
  'GET /me/activity': {
    access: 'session',
    summary: 'What happened with one’s account',
    query: Page,
    answer: administration.AuditEventList,
  },
} as const satisfies Calls;
