import { type ApiCall, api } from '@sallyport/contract/api.ts';
import type { Access } from '@sallyport/contract/route.ts';
import type { HTTPMethods } from 'fastify';
import type { z } from 'zod';

export const apiPrefix = '/api/v1';

/** One line of the contract's table, seen without its exact types. */
export interface Line {
  readonly access: Access;
  readonly summary: string;
  readonly stepUp?: true;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answer?: z.ZodType;
  readonly status?: number;
  readonly bodyLimit?: number;
}

/** The contract's table, with each call taken apart into method and path below the prefix. */
export const lines = (Object.keys(api) as ApiCall[]).map((call) => {
  const space = call.indexOf(' ');
  const line: Line = api[call];
  return { call, line, method: call.slice(0, space) as HTTPMethods, path: call.slice(space + 1) };
});
