import * as policies from '../policies.ts';
import type { Calls } from '../route.ts';

/** Policies, the named ones above all: the built-in ones have simple switches of their own. */
export const policiesCalls = {
  'GET /policies': {
    access: 'requirements:read',
    summary: 'All policies but those of single users, the built-in ones included',
    query: policies.PolicyQuery,
    answer: policies.PolicyList,
  },
  'POST /policies': {
    access: 'requirements:write',
    summary: 'Create a named policy',
    body: policies.CreatePolicy,
    answer: policies.Policy,
    status: 201,
  },
  'GET /policies/:id': { access: 'requirements:read', summary: 'One policy', answer: policies.Policy },
  'PUT /policies/:id': {
    access: 'requirements:write',
    approval: 'by-effect',
    summary: 'Edit a named policy; 409 if somebody else did meanwhile',
    body: policies.EditPolicy,
    answer: policies.Policy,
  },
  'DELETE /policies/:id': {
    access: 'requirements:write',
    approval: 'by-effect',
    summary: 'Delete a named policy; its versions stay, and any can be restored',
  },
  'PUT /policies/:id/state': {
    access: 'requirements:write',
    approval: 'by-effect',
    summary: 'Switch a policy on, off, or to report only',
    body: policies.SetPolicyState,
    answer: policies.Policy,
  },
  'GET /policies/:id/versions': {
    access: 'requirements:read',
    summary: 'Every version of a policy, newest first, also of one that was deleted',
    query: policies.PolicyVersionQuery,
    answer: policies.PolicyVersionList,
  },
  'POST /policies/:id/restore': {
    access: 'requirements:write',
    approval: 'by-effect',
    summary: 'Make an earlier version the latest again',
    body: policies.RestorePolicy,
    answer: policies.Policy,
  },
} as const satisfies Calls;
