import { z } from 'zod';
import { administratorCalls } from './calls/administrators.ts';
import { approvalCalls } from './calls/approvals.ts';
import { auditCalls } from './calls/audit.ts';
import { enforcementCalls } from './calls/enforcement.ts';
import { exemptionCalls } from './calls/exemptions.ts';
import { explainCalls } from './calls/explain.ts';
import { groupsCalls } from './calls/groups.ts';
import { jobsCalls } from './calls/jobs.ts';
import { mailTextsCalls } from './calls/mail-texts.ts';
import { oneselfCalls } from './calls/oneself.ts';
import { operationsCalls } from './calls/operations.ts';
import { policiesCalls } from './calls/policies.ts';
import { previewCalls } from './calls/preview.ts';
import { rolloutCalls } from './calls/rollouts.ts';
import { signingInCalls } from './calls/signing-in.ts';
import { usersCalls } from './calls/users.ts';
import { Id } from './common.ts';

/**
 * Every call under /api/v1: one line says who may call it, what it takes and what it answers.
 * The server registers its routes from this table, the portal and the OpenAPI document are typed by it.
 */
export const api = {
  ...signingInCalls,
  ...oneselfCalls,
  ...usersCalls,
  ...groupsCalls,
  ...enforcementCalls,
  ...policiesCalls,
  ...previewCalls,
  ...explainCalls,
  ...exemptionCalls,
  ...approvalCalls,
  ...administratorCalls,
  ...jobsCalls,
  ...rolloutCalls,
  ...auditCalls,
  ...operationsCalls,
  ...mailTextsCalls,
} as const;

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
