import { Readable } from 'node:stream';
import { PathId } from '@sallyport/contract/api.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { z } from 'zod';
import type { Streamed } from '../flows/administer/audit/export.ts';
import { Refusal } from '../ports/refusal.ts';
import { clientOf } from './client.ts';
import { cookieOf, cookiesOf } from './cookies.ts';
import type { Handlers } from './handler.ts';
import { apiPrefix, type Line, lines } from './lines.ts';
import { parse } from './parse.ts';
import { MisshapenAnswer } from './problems.ts';
import { type AsksSecondPerson, awaitsApproval } from './second-person.ts';

/** Registers every call of the contract's table, behind the access it names there. */
export const registerCalls = (
  app: FastifyInstance,
  handlers: Handlers,
  needsSecondPerson: AsksSecondPerson,
): void => {
  for (const { call, line, method, path } of lines) {
    app.route({
      method,
      url: apiPrefix + path,
      config: { access: line.access, stepUp: line.stepUp ?? false },
      ...(line.bodyLimit !== undefined && { bodyLimit: line.bodyLimit }),
      handler: async (request, reply) => {
        const given = parsed(line, request);
        const waiting =
          line.approval && (await awaitsApproval(needsSecondPerson, call, given, request, reply));
        return waiting ?? answer(line, handlers[call], given, request, reply);
      },
    });
  }
  refuseOtherMethods(app);
};

const parsed = (line: Line, request: FastifyRequest) => ({
  params: request.routeOptions.url?.includes(':id') ? parse(PathId, request.params, 'path') : { id: '' },
  query: line.query && parse(line.query, request.query, 'query'),
  body: line.body && parse(line.body, request.body, 'body'),
});
type Given = ReturnType<typeof parsed>;

async function answer(
  line: Line,
  handler: (call: never) => Promise<unknown>,
  given: Given,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const call = {
    caller: request.caller,
    client: clientOf(request),
    signInToken: cookieOf(request, 'sign-in'),
    browserToken: cookieOf(request, 'browser'),
    ...given,
    cookies: cookiesOf(reply),
  };
  // That the table's line, its schemas and its handler belong together is what the type of `Handlers` says.
  const answered = await handler(call as never);
  if (line.streams) return stream(answered as Streamed, reply);
  reply.code(line.status ?? (line.answer ? 200 : 204));
  return line.answer && shown(line.answer, answered, request.method);
}

/** What the contract does not name stays inside. @throws MisshapenAnswer */
function shown(schema: z.ZodType, answered: unknown, method: string): unknown {
  const { success, data, error } = schema.safeParse(answered);
  if (!success) throw new MisshapenAnswer(method !== 'GET' && method !== 'HEAD', { cause: error });
  return data;
}

/** As fast as it is read. What fails once the first line is out breaks the connection off, so that it is noticed. */
function stream({ type, fileName, body }: Streamed, reply: FastifyReply): FastifyReply {
  return reply
    .header('content-type', type)
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .send(Readable.from(body));
}

/** Nothing but 405 for methods the table does not name, after the gate of the address's first call. */
function refuseOtherMethods(app: FastifyInstance): void {
  for (const [path, calls] of Map.groupBy(lines, (each) => each.path)) {
    const methods = calls.map(({ method }) => method);
    const allowed = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
    const access = calls[0]?.line.access;
    if (access === undefined) continue;
    app.route({
      method: app.supportedMethods.filter((method) => !allowed.includes(method)) as HTTPMethods[],
      url: apiPrefix + path,
      config: { access, stepUp: false },
      handler: (_request, reply) => {
        reply.header('allow', allowed.join(', '));
        throw new Refusal('method-not-allowed', `This address takes ${allowed.join(', ')}.`);
      },
    });
  }
}
