import { type ApiCall, api } from '@sallyport/contract/api.ts';
import { type Access, permissions, type Route } from '@sallyport/contract/route.ts';
import type { HTTPMethods } from 'fastify';
import type { z } from 'zod';
import type { CallTerms } from '../flows/administer/approvals/wanted.ts';
import { Refusal } from '../ports/refusal.ts';
import { writeOnlyFields } from './write-only.ts';

export const apiPrefix = '/api/v1';

/** One line of the contract's table, seen without its exact types. */
export interface Line {
  readonly access: Access;
  readonly summary: string;
  readonly stepUp?: true;
  readonly approval?: Route['approval'];
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answer?: z.ZodType;
  readonly streams?: readonly string[];
  readonly status?: number;
  readonly bodyLimit?: number;
}

/** The contract's table, with each call taken apart into method and path below the prefix. */
export const lines = (Object.keys(api) as ApiCall[]).map((call) => {
  const space = call.indexOf(' ');
  const line: Line = api[call];
  return { call, line, method: call.slice(0, space) as HTTPMethods, path: call.slice(space + 1) };
});

/** What whoever asks for the approval of a call has to know of it. */
export const termsOf = (call: string): CallTerms => {
  const found = lines.find((each) => each.call === call);
  const permission = permissions.find((each) => each === found?.line.access);
  if (found === undefined || permission === undefined)
    throw new Refusal('not-found', `There is no call ${call} any more.`);
  const { summary, approval, body } = found.line;
  return { summary, permission, approval, secrets: () => writeOnlyFields(body) };
};
