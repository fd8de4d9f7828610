import * as approvals from '../approvals.ts';
import type { Calls } from '../route.ts';

/** Dangerous acts that wait for a second person. */
export const approvalCalls = {
  'GET /approvals': {
    access: 'approvals:read',
    summary: 'Acts that wait for a second person, and what became of others; newest first',
    query: approvals.ApprovalQuery,
    answer: approvals.ApprovalList,
  },
  'GET /approvals/:id': {
    access: 'approvals:read',
    summary: 'One request for approval',
    answer: approvals.Approval,
  },
  'POST /approvals/:id/approve': {
    access: 'approvals:decide',
    stepUp: true,
    summary: 'Approve what somebody else asked for: it is carried out at once',
    answer: approvals.Approval,
  },
  'POST /approvals/:id/reject': {
    access: 'approvals:decide',
    summary: 'Reject what somebody else asked for',
    body: approvals.RejectApproval,
    answer: approvals.Approval,
  },
  'POST /approvals/:id/withdraw': {
    access: 'approvals:read',
    summary: 'Withdraw what one asked for',
    answer: approvals.Approval,
  },
} as const satisfies Calls;
