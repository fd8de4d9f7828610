import * as administrators from '../administrators.ts';
import type { Calls } from '../route.ts';

/** Who administers, and what each role may do. */
export const administratorCalls = {
  'GET /administrators': {
    access: 'users:read',
    summary: 'Whoever holds a role, by user name',
    answer: administrators.AdministratorList,
  },
  'GET /roles': {
    access: 'users:read',
    summary: 'What each role may do',
    answer: administrators.RoleMatrix,
  },
} as const satisfies Calls;
