import * as me from '../me.ts';
import type { Calls } from '../route.ts';
import * as users from '../users.ts';

/** Users, one by one. */
export const usersCalls = {
  'GET /users': {
    access: 'users:read',
    summary:
      'Users and how they stand, by user name; a page may end early, even with nobody on it: while there is a nextCursor, there may be more',
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
    approval: 'by-effect',
    summary: 'Edit a user; a session needs a step-up for a new e-mail address',
    body: users.EditUser,
    answer: users.User,
  },
  'DELETE /users/:id': {
    access: 'users:write',
    approval: 'by-effect',
    stepUp: true,
    summary: 'Delete a user',
  },
  'POST /users/:id/activation-link': {
    access: 'users:write',
    summary: 'A new activation link; earlier ones are void',
    answer: users.ActivationLink,
    status: 201,
  },
  'POST /users/:id/activation-mail': {
    access: 'users:write',
    approval: 'reset-administrators',
    summary: 'Mail a new activation link',
    status: 202,
  },
  'POST /users/:id/suspend': {
    access: 'users:write',
    approval: 'by-effect',
    summary: 'Suspend: ends all sessions',
    answer: users.User,
  },
  'POST /users/:id/reactivate': {
    access: 'users:write',
    approval: 'by-effect',
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
    approval: 'change-roles',
    summary: 'Give or take an administrator’s role',
    body: users.SetRole,
    answer: users.User,
  },
  'POST /users/:id/2fa/reset': {
    access: 'users:reset',
    stepUp: true,
    approval: 'reset-administrators',
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
  'POST /users/:id/temporary-access-code': {
    access: 'users:reset',
    approval: 'reset-administrators',
    stepUp: true,
    summary: 'A code to hand out, shown once, that proves once; an earlier one is void',
    body: users.CreateAccessCode,
    answer: users.AccessCode,
    status: 201,
  },
  'DELETE /users/:id/temporary-access-code': {
    access: 'users:reset',
    summary: 'Void the code that was handed out',
  },
  'GET /check-ups': {
    access: 'users:read',
    summary: 'How many have had their check-up, and how many are due',
    answer: users.CheckUpCounts,
  },
  'GET /users/:id/authenticators': {
    access: 'users:read',
    summary: 'A user’s authenticators',
    answer: me.AuthenticatorList,
  },
} as const satisfies Calls;
