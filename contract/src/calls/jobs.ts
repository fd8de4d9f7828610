import * as bulk from '../bulk.ts';
import * as jobs from '../jobs.ts';
import type { Calls } from '../route.ts';
import { UserFilter } from '../users.ts';

/** A hundred thousand ids. */
const bodyLimit = 6 * 1024 * 1024;

/** Acts on many users at once, and the jobs that carry them out. */
export const jobsCalls = {
  'GET /users/count': {
    access: 'users:read',
    summary: 'How many users a filter finds',
    query: UserFilter,
    answer: bulk.UserCount,
  },
  'POST /users/2fa/require': {
    access: 'requirements:write',
    summary: 'Require 2FA of many users by name, by a job',
    body: bulk.RequireMany,
    answer: jobs.Job,
    status: 202,
    bodyLimit,
  },
  'POST /users/2fa/reset': {
    access: 'users:reset',
    stepUp: true,
    summary: 'Void the factors and sessions of many users, by a job',
    body: bulk.ResetMany,
    answer: jobs.Job,
    status: 202,
    bodyLimit,
  },
  'POST /users/2fa/remind': {
    access: 'users:write',
    summary: 'Mail many users that they are to set up 2FA, by a job',
    body: bulk.Selection,
    answer: jobs.Job,
    status: 202,
    bodyLimit,
  },
  'POST /users/2fa/exempt': {
    access: 'exemptions:write',
    stepUp: true,
    approval: 'exempt',
    summary: 'Exempt many users from every requirement until a day, by a job',
    body: bulk.ExemptMany,
    answer: jobs.Job,
    status: 202,
    bodyLimit,
  },
  'GET /jobs': {
    access: 'requirements:read',
    summary: 'Long work, the latest first',
    query: jobs.JobQuery,
    answer: jobs.JobList,
  },
  'GET /jobs/:id': { access: 'requirements:read', summary: 'How far long work is', answer: jobs.Job },
  'GET /jobs/:id/failures': {
    access: 'users:read',
    summary: 'Whom a job could not serve, and why',
    query: jobs.JobFailureQuery,
    answer: jobs.JobFailureList,
  },
  'POST /jobs/:id/cancel': {
    access: 'users:reset',
    summary: 'Stop a job; what it has done stays',
    answer: jobs.Job,
  },
} as const satisfies Calls;
