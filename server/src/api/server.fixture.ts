import { type ApiCall, api } from '@sallyport/contract/api.ts';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { SessionCaller, TokenCaller } from '../flows/caller.ts';
import type { SessionId, TokenId, UserId } from '../kernel/ids.ts';
import type { Role } from '../policy/model.ts';
import { cookieNames } from './cookies.ts';
import type { Handlers } from './handler.ts';
import { RequestTraffic } from './request-traffic.ts';
import { buildServer, type ServerParts } from './server.ts';

export const origin = 'https://login.example.org';
export const cookie = (kind: keyof typeof cookieNames, token: string) => `${cookieNames[kind]}=${token}`;

/** The address of a call, with some id. */
export const addressOf = (call: ApiCall) => {
  const [method = '', path = ''] = call.split(' ');
  return { method: method as 'GET', url: `/api/v1${path.replace(':id', 'some-id')}` };
};

/** Handlers that answer nothing sensible, but say that they were reached. */
const standInHandlers = (given: Partial<Handlers> = {}) => {
  const reached: ApiCall[] = [];
  const handlers = Object.fromEntries(
    (Object.keys(api) as ApiCall[]).map((call) => [
      call,
      async (received: never) => {
        reached.push(call);
        return given[call]?.(received);
      },
    ]),
  ) as unknown as Handlers;
  return { handlers, reached };
};

/** A session cookie holds the role of its user, or `user` for none; with `+`, stepped up. */
const resumeSession: ServerParts['resumeSession'] = async (token) => {
  if (token === 'broken') throw new Error('cannot decide');
  if (token === 'insufficient') return { kind: 'insufficient' };
  const [, name = '', steppedUp] = /^(owner|administrator|help-desk|auditor|user)(\+?)$/.exec(token) ?? [];
  if (name === '') return { kind: 'nobody' };
  const caller: SessionCaller = {
    kind: 'session',
    session: 'session' as SessionId,
    user: 'user' as UserId,
    username: 'ada',
    role: name === 'user' ? null : (name as Role),
    address: '127.0.0.1',
    steppedUpUntil: steppedUp === '+' ? 1 : null,
  };
  return { kind: 'session', caller } as Awaited<ReturnType<ServerParts['resumeSession']>>;
};

const resumeToken: ServerParts['resumeToken'] = async (token) => {
  if (token !== 'owner' && token !== 'auditor') return undefined;
  const caller: TokenCaller = {
    kind: 'token',
    token: 'token' as TokenId,
    name: token,
    role: token,
    user: null,
  };
  return caller;
};

/** A server with stand-ins behind the gate; what it logs is gathered in `logged`. */
export const serverForTests = async (
  parts: Partial<Omit<ServerParts, 'handlers'>> & { handlers?: Partial<Handlers> } = {},
): Promise<{ app: FastifyInstance; reached: ApiCall[]; logged: string[] }> => {
  const { handlers, reached } = standInHandlers(parts.handlers);
  const logged: string[] = [];
  let ids = 0;
  const app = await buildServer({
    traffic: new RequestTraffic(),
    origin,
    trustedProxies: [],
    resumeSession,
    resumeToken,
    needsSecondPerson: async () => undefined,
    storageAnswers: async () => undefined,
    portal: '/nonexistent',
    newId: () => `id-${ids++}` as never,
    log: pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) }),
    ...parts,
    handlers,
  });
  return { app, reached, logged };
};
