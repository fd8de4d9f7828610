import cookie from '@fastify/cookie';
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  LogController,
} from 'fastify';
import type { IdMaker } from '../kernel/ids.ts';
import { Refusal } from '../ports/refusal.ts';
import { addressOf } from './client.ts';
import { refuseRoutesWithoutAccess } from './closed-routes.ts';
import { cookieOf } from './cookies.ts';
import type { Caller, GateParts } from './gate/approach.ts';
import { passGate } from './gate/gate.ts';
import type { Handlers } from './handler.ts';
import { setHeaders } from './headers.ts';
import { registerHealth } from './health.ts';
import { logRequests } from './log.ts';
import { registerOpenApi } from './openapi.ts';
import { pages } from './pages.ts';
import { asRefusal, sendProblem } from './problems.ts';
import type { RequestTraffic } from './request-traffic.ts';
import { registerCalls } from './routes.ts';
import type { AsksSecondPerson } from './second-person.ts';
import { endConnectionsOnClose } from './stopping.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** As the gate found it; undefined on public addresses. */
    caller: Caller | undefined;
  }
}

export interface ServerParts extends GateParts {
  readonly handlers: Handlers;
  readonly needsSecondPerson: AsksSecondPerson;
  /** IP addresses and networks whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** Rejects when the database cannot be reached. */
  readonly storageAnswers: () => Promise<unknown>;
  readonly traffic: RequestTraffic;
  /** Folder of the built portal. */
  readonly portal: string;
  readonly newId: IdMaker;
  readonly log: FastifyBaseLogger;
}

const seconds = 1000;

/** The HTTP server, ready to listen: API, portal, health, all behind the one gate. */
export const buildServer = async (parts: ServerParts): Promise<FastifyInstance> => {
  const app = fastify({
    loggerInstance: parts.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => parts.newId(),
    trustProxy: parts.trustedProxies.length > 0 && [...parts.trustedProxies],
    bodyLimit: 64 * 1024,
    // A large import over a slow line takes a while; a header does not.
    requestTimeout: 120 * seconds,
    http: { headersTimeout: 20 * seconds },
    // Longer than the minute for which proxies keep theirs open.
    keepAliveTimeout: 65 * seconds,
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
  });
  refuseRoutesWithoutAccess(app);
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(nothingThere);
  readJsonOnly(app);
  logRequests(app);
  parts.traffic.watch(app);
  endConnectionsOnClose(app);
  setHeaders(app, parts.origin);
  await app.register(cookie);
  app.decorateRequest('caller', undefined);
  app.addHook('onRequest', async (request) => {
    request.caller = await passGate(approachOf(request), parts);
  });

  registerCalls(app, parts.handlers, parts.needsSecondPerson);
  for (const url of ['/api', '/api/*']) app.all(url, { config: { access: 'known' } }, nothingThere);
  registerOpenApi(app);
  registerHealth(app, parts.storageAnswers);
  await app.register(pages, { folder: parts.portal });
  await app.ready();
  return app;
};

const approachOf = (request: FastifyRequest) => ({
  access: request.routeOptions.config.access ?? 'known',
  stepUp: request.routeOptions.config.stepUp ?? false,
  method: request.method,
  headers: request.headers,
  signInToken: cookieOf(request, 'sign-in'),
  sessionToken: cookieOf(request, 'session'),
  address: addressOf(request),
});

function nothingThere(request: FastifyRequest): never {
  throw new Refusal('not-found', `There is nothing at ${request.url.split('?', 1)[0]}.`);
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = asRefusal(error, request.id);
  if (refusal !== error && ['internal', 'unavailable'].includes(refusal.code)) {
    request.log.error({ err: error, method: request.method, route: request.routeOptions.url }, refusal.code);
  }
  return sendProblem(reply, refusal);
}

/** A form of another site can send text or forms without asking (Fetch §2.2.2), but not JSON. */
function readJsonOnly(app: FastifyInstance): void {
  const readJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    // Clients name the type on calls that take no body too.
    if (body === '') done(null, undefined);
    else void readJson(request, body, done);
  });
}
