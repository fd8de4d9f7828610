import * as explain from '../explain.ts';
import type { Calls } from '../route.ts';

/** Why a login goes as it does, and what a policy would do. */
export const explainCalls = {
  'POST /explain': {
    access: 'requirements:read',
    summary: 'Why a login goes as it does: one that might be, or a past one, which needs audit:read too',
    body: explain.ExplainLogin,
    answer: explain.Explanation,
  },
  'GET /policies/:id/report': {
    access: 'requirements:read',
    summary: 'What a policy in report-only would have done to the sign-ins of the last days',
    query: explain.PolicyReportQuery,
    answer: explain.PolicyReport,
  },
} as const satisfies Calls;
