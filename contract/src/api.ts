import { z } from 'zod';
import { enforcementCalls } from './calls/enforcement.ts';
import { groupsCalls } from './calls/groups.ts';
import { oneselfCalls } from './calls/oneself.ts';
import { operationsCalls } from './calls/operations.ts';
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
  ...operationsCalls,
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
