import type { SessionCaller, TokenCaller } from '../../flows/caller.ts';
import type { Resumed } from '../../flows/sessions.ts';
import type { RouteAccess } from '../closed-routes.ts';

export type Caller = SessionCaller | TokenCaller;

/** A request on its way to the gate: what its route asks, and what it brought along. */
export interface Approach {
  readonly access: RouteAccess;
  readonly stepUp: boolean;
  readonly method: string;
  readonly headers: {
    readonly origin?: string | undefined;
    readonly 'sec-fetch-site'?: string | string[] | undefined;
    readonly authorization?: string | undefined;
  };
  /** What the cookies hold; '' without one. */
  readonly signInToken: string;
  readonly sessionToken: string;
  /** IP address of the client, after configured proxies. */
  readonly address: string;
}

/** What the gate is built with. */
export interface GateParts {
  /** Public origin of the portal. */
  readonly origin: string;
  /** Held against today's policies, on every request (rule 11). */
  resumeSession(token: string, address: string): Promise<Resumed>;
  /** Undefined when there is no such token, or not any more. */
  resumeToken(token: string): Promise<TokenCaller | undefined>;
}

/** One thing the gate sees to: hands on who calls, as far as it is known by now, or throws a Refusal. */
export type Step = (
  approach: Approach,
  caller: Caller | undefined,
  parts: GateParts,
) => Caller | undefined | Promise<Caller | undefined>;
