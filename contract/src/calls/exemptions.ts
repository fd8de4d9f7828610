import { listOf } from '../common.ts';
import * as exemptions from '../exemptions.ts';
import type { Calls } from '../route.ts';

/** Of whom nothing is required for a while. */
export const exemptionCalls = {
  'GET /exemptions': {
    access: 'exemptions:read',
    summary: 'Exemptions that run, those that end first at the top',
    query: exemptions.ExemptionQuery,
    answer: exemptions.ExemptionList,
  },
  'POST /exemptions': {
    access: 'exemptions:write',
    stepUp: true,
    approval: 'exempt',
    summary: 'Exempt a user from every requirement until a day',
    body: exemptions.CreateExemption,
    answer: exemptions.Exemption,
    status: 201,
  },
  'DELETE /exemptions/:id': {
    access: 'exemptions:write',
    summary: 'End an exemption now; enrollment periods start',
  },
  'GET /users/:id/exemptions': {
    access: 'exemptions:read',
    summary: 'The exemptions of one user that run',
    answer: listOf(exemptions.Exemption),
  },
} as const satisfies Calls;
