import { z } from 'zod';
import * as administration from './administration.ts';
import { Id, listOf } from './common.ts';
import * as groups from './groups.ts';
import * as me from './me.ts';
import * as requirements from './requirements.ts';
import * as settings from './settings.ts';
import * as signIn from './sign-in.ts';
import * as users from './users.ts';

/**
 * Every call under /api/v1: one line says who may call it, what it takes and what it answers.
 * The server registers its routes from this table, the portal and the OpenAPI document are typed by it.
 */

/** What an administrator's act needs; `roles.ts` of the server says which role has it. */
export const permissions = [
  'users:read',
  'users:write',
  'users:reset',
  'groups:read',
  'groups:write',
  'requirements:read',
  'requirements:write',
  'settings:read',
  'settings:write',
  'mails:read',
  'audit:read',
  'tokens:manage',
  'roles:manage',
] as const;
export type Permission = (typeof permissions)[number];

/**
 * `public`: anybody. `sign-in`: whoever holds the cookie of a sign-in in progress.
 * `session`: a completed sign-in, about oneself. A permission: a session or an API token whose role has it.
 */
export type Access = 'public' | 'sign-in' | 'session' | Permission;

interface Route {
  readonly access: Access;
  readonly summary: string;
  /** A session must have proved a factor in the last minutes; API tokens are not asked. */
  readonly stepUp?: true;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Absent: 204. */
  readonly answer?: z.ZodType;
  /** 200 if not said. */
  readonly status?: 200 | 201 | 202;
  /** Bytes; 64 KiB if not said. */
  readonly bodyLimit?: number;
}

const state = signIn.SignInState;

export const api = {
  'GET /info': { access: 'public', summary: 'What the sign-in page may know', answer: signIn.PublicInfo },

  'POST /sign-ins': {
    access: 'public',
    summary: 'Start a sign-in with user name and password',
    body: signIn.StartSignIn,
    answer: state,
    status: 201,
  },
  'GET /sign-ins/current': { access: 'sign-in', summary: 'Where the sign-in stands', answer: state },
  'DELETE /sign-ins/current': { access: 'sign-in', summary: 'Abandon the sign-in' },
  'POST /sign-ins/current/challenges': {
    access: 'sign-in',
    summary: 'Start what the server must start',
    body: signIn.StartChallenge,
    answer: signIn.StartedChallenge,
    status: 201,
  },
  'POST /sign-ins/current/proofs': {
    access: 'sign-in',
    summary: 'Prove a second factor',
    body: signIn.Proof,
    answer: state,
    status: 201,
  },
  'POST /sign-ins/current/enrollments': {
    access: 'sign-in',
    summary: 'Begin to set up a method',
    body: signIn.StartEnrollment,
    answer: signIn.StartedEnrollment,
    status: 201,
  },
  'POST /sign-ins/current/enrollments/:id/confirm': {
    access: 'sign-in',
    summary: 'Confirm the new authenticator',
    body: signIn.ConfirmEnrollment,
    answer: state,
    status: 201,
  },
  'POST /sign-ins/current/skip': {
    access: 'sign-in',
    summary: 'Skip the enrollment this time',
    answer: state,
  },

  'POST /setup': {
    access: 'public',
    summary: 'Create the first owner with the link from the terminal',
    body: signIn.CreateFirstOwner,
    answer: state,
    status: 201,
  },
  'POST /links/check': {
    access: 'public',
    summary: 'What a link is for',
    body: signIn.CheckLink,
    answer: signIn.LinkInfo,
  },
  'POST /activations': {
    access: 'public',
    summary: 'Activate an account and begin its first sign-in',
    body: signIn.Activate,
    answer: state,
    status: 201,
  },
  'POST /password-resets': {
    access: 'public',
    summary: 'Ask for a link to choose a new password',
    body: signIn.RequestPasswordReset,
    status: 202,
  },
  'POST /password-resets/redeem': {
    access: 'public',
    summary: 'Choose a new password; signs nobody in',
    body: signIn.RedeemPasswordReset,
  },

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
    query: administration.AuditQuery.pick({ limit: true, cursor: true }),
    answer: administration.AuditEventList,
  },

  'GET /overview': {
    access: 'users:read',
    summary: 'Counts for the first page',
    answer: administration.Overview,
  },
  'GET /users': {
    access: 'users:read',
    summary: 'Users and how they stand',
    query: users.UserQuery,
    answer: users.UserList,
  },
  'POST /users': {
    access: 'users:write',
    summary: 'Create a user, staged',
    body: users.CreateUser,
    answer: users.User,
    status: 201,
  },
  'POST /users/import': {
    access: 'users:write',
    summary: 'Import users from CSV: all or nothing',
    body: users.ImportUsers,
    answer: users.ImportResult,
    bodyLimit: 68 * 1024 * 1024,
  },
  'GET /users/:id': { access: 'users:read', summary: 'One user', answer: users.User },
  'PATCH /users/:id': {
    access: 'users:write',
    summary: 'Edit a user; a session needs a step-up for a new e-mail address',
    body: users.EditUser,
    answer: users.User,
  },
  'DELETE /users/:id': { access: 'users:write', stepUp: true, summary: 'Delete a user' },
  'POST /users/:id/activation-link': {
    access: 'users:write',
    summary: 'A new activation link; earlier ones are void',
    answer: users.ActivationLink,
    status: 201,
  },
  'POST /users/:id/activation-mail': {
    access: 'users:write',
    summary: 'Mail a new activation link',
    status: 202,
  },
  'POST /users/:id/suspend': {
    access: 'users:write',
    summary: 'Suspend: ends all sessions',
    answer: users.User,
  },
  'POST /users/:id/reactivate': {
    access: 'users:write',
    summary: 'Reactivate',
    body: users.ReactivateUser,
    answer: users.User,
  },
  'POST /users/:id/unlock': {
    access: 'users:reset',
    summary: 'Clear the pauses after wrong tries',
    answer: users.User,
  },
  'PUT /users/:id/role': {
    access: 'roles:manage',
    stepUp: true,
    summary: 'Give or take an administrator’s role',
    body: users.SetRole,
    answer: users.User,
  },
  'POST /users/:id/2fa/reset': {
    access: 'users:reset',
    stepUp: true,
    summary: 'Void the user’s factors and sessions',
    body: users.ResetTwoFactor,
    answer: users.User,
  },
  'POST /users/:id/enrollment-period/reset': {
    access: 'users:reset',
    stepUp: true,
    summary: 'Give a new enrollment period',
    body: users.ResetEnrollmentPeriod,
    answer: users.User,
  },
  'GET /users/:id/authenticators': {
    access: 'users:read',
    summary: 'A user’s authenticators',
    answer: me.AuthenticatorList,
  },
  'GET /users/:id/requirement': {
    access: 'requirements:read',
    summary: 'What is required of this user by name',
    answer: requirements.Requirement,
  },
  'PUT /users/:id/requirement': {
    access: 'requirements:write',
    summary: 'Require 2FA of one user',
    body: requirements.RequirementInput,
    answer: requirements.Requirement,
  },
  'DELETE /users/:id/requirement': {
    access: 'requirements:write',
    summary: 'Require nothing of this user by name',
  },

  'GET /groups': {
    access: 'groups:read',
    summary: 'Groups',
    query: groups.GroupQuery,
    answer: groups.GroupList,
  },
  'POST /groups': {
    access: 'groups:write',
    summary: 'Create a group',
    body: groups.CreateGroup,
    answer: groups.Group,
    status: 201,
  },
  'GET /groups/:id': { access: 'groups:read', summary: 'One group', answer: groups.Group },
  'PATCH /groups/:id': {
    access: 'groups:write',
    summary: 'Edit a group',
    body: groups.EditGroup,
    answer: groups.Group,
  },
  'DELETE /groups/:id': { access: 'groups:write', summary: 'Delete a group; its members stay' },
  'POST /groups/:id/members': {
    access: 'groups:write',
    summary: 'Add and remove members',
    body: groups.ChangeMembers,
    answer: groups.Group,
  },
  'GET /groups/:id/requirement': {
    access: 'requirements:read',
    summary: 'What is required of this group',
    answer: requirements.Requirement,
  },
  'PUT /groups/:id/requirement': {
    access: 'requirements:write',
    summary: 'Require 2FA of a group',
    body: requirements.RequirementInput,
    answer: requirements.Requirement,
  },
  'DELETE /groups/:id/requirement': {
    access: 'requirements:write',
    summary: 'Switch the group’s requirement off',
  },

  'GET /requirements/everyone': {
    access: 'requirements:read',
    summary: 'What is required of everyone',
    answer: requirements.Requirement,
  },
  'PUT /requirements/everyone': {
    access: 'requirements:write',
    summary: 'Require 2FA of everyone',
    body: requirements.RequirementInput,
    answer: requirements.Requirement,
  },
  'DELETE /requirements/everyone': {
    access: 'requirements:write',
    summary: 'Switch the requirement of everyone off; deletes nothing',
  },
  'GET /policies': {
    access: 'requirements:read',
    summary: 'All policies, the built-in ones included',
    answer: listOf(requirements.PolicySummary),
  },
  'POST /policies/preview': {
    access: 'requirements:read',
    summary: 'Whom a change would concern',
    body: requirements.PreviewChange,
    answer: requirements.Preview,
  },
  'GET /jobs/:id': { access: 'requirements:read', summary: 'How far long work is', answer: requirements.Job },

  'GET /settings': {
    access: 'settings:read',
    summary: 'The organisation’s settings',
    answer: settings.Settings,
  },
  'PATCH /settings': {
    access: 'settings:write',
    summary: 'Change settings; what is left out stays',
    body: settings.EditSettings,
    answer: settings.Settings,
  },
  'POST /settings/test-mail': {
    access: 'settings:write',
    summary: 'Send a test mail now',
    body: settings.TestMail,
  },
  'GET /mails': {
    access: 'mails:read',
    summary: 'The mails that were written',
    query: administration.MailQuery,
    answer: administration.MailList,
  },
  'POST /mails/:id/retry': {
    access: 'settings:write',
    summary: 'Try a mail again now',
    answer: administration.Mail,
  },
  'GET /audit-events': {
    access: 'audit:read',
    summary: 'What happened, newest first',
    query: administration.AuditQuery,
    answer: administration.AuditEventList,
  },
  'GET /tokens': { access: 'tokens:manage', summary: 'API tokens', answer: administration.TokenList },
  'POST /tokens': {
    access: 'tokens:manage',
    stepUp: true,
    summary: 'Make an API token; tokens make none',
    body: administration.CreateToken,
    answer: administration.CreatedToken,
    status: 201,
  },
  'DELETE /tokens/:id': { access: 'tokens:manage', summary: 'Revoke an API token' },
} as const satisfies Record<string, Route>;

export type Api = typeof api;
export type ApiCall = keyof Api;
export type BodyOf<C extends ApiCall> = Api[C] extends { body: infer B extends z.ZodType }
  ? z.input<B>
  : undefined;
export type QueryOf<C extends ApiCall> = Api[C] extends { query: infer Q extends z.ZodType }
  ? z.input<Q>
  : undefined;
export type AnswerOf<C extends ApiCall> = Api[C] extends { answer: infer A extends z.ZodType }
  ? z.output<A>
  : undefined;

export const PathId = z.object({ id: Id });
