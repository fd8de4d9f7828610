import type { AnswerOf, Api, ApiCall } from '@sallyport/contract/api.ts';
import type { z } from 'zod';
import type { Streamed } from '../flows/administer/audit/export.ts';
import type { Administrator, Client, SessionCaller } from '../flows/caller.ts';

/** Cookies that an answer sets or clears; how they look is cookies.ts's. */
export interface Cookies {
  set(cookie: 'sign-in' | 'session' | 'browser', token: string): void;
  clear(cookie: 'sign-in' | 'session'): void;
}

type CallerOf<C extends ApiCall> = Api[C]['access'] extends 'public'
  ? undefined
  : Api[C]['access'] extends 'sign-in'
    ? undefined
    : Api[C]['access'] extends 'session'
      ? SessionCaller
      : Administrator;

type Parsed<C extends ApiCall, Part extends 'body' | 'query'> =
  Api[C] extends Record<Part, infer S extends z.ZodType> ? z.output<S> : undefined;

/** One call as it arrives at its handler: let through by the gate, parsed by the contract's schemas. */
export interface Call<C extends ApiCall> {
  readonly caller: CallerOf<C>;
  readonly client: Client;
  /** What the sign-in cookie and the known-browser cookie hold; '' without one. */
  readonly signInToken: string;
  readonly browserToken: string;
  readonly params: { readonly id: string };
  readonly query: Parsed<C, 'query'>;
  readonly body: Parsed<C, 'body'>;
  readonly cookies: Cookies;
}

type Answer<C extends ApiCall> = Api[C] extends { streams: readonly string[] } ? Streamed : AnswerOf<C>;

export type Handler<C extends ApiCall> = (call: Call<C>) => Promise<Answer<C>>;

/** A handler for every line of the contract's table: one that is missing does not compile. */
export type Handlers = { readonly [C in ApiCall]: Handler<C> };
