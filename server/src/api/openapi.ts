import * as administration from '@sallyport/contract/administration.ts';
import * as administrators from '@sallyport/contract/administrators.ts';
import type { ApiCall } from '@sallyport/contract/api.ts';
import { approvalHeaders } from '@sallyport/contract/approval-headers.ts';
import * as approvals from '@sallyport/contract/approvals.ts';
import * as audit from '@sallyport/contract/audit.ts';
import * as exemptions from '@sallyport/contract/exemptions.ts';
import * as groups from '@sallyport/contract/groups.ts';
import * as me from '@sallyport/contract/me.ts';
import * as policies from '@sallyport/contract/policies.ts';
import * as problems from '@sallyport/contract/problems.ts';
import * as requirements from '@sallyport/contract/requirements.ts';
import { type Access, permissions } from '@sallyport/contract/route.ts';
import * as settings from '@sallyport/contract/settings.ts';
import * as signIn from '@sallyport/contract/sign-in.ts';
import * as users from '@sallyport/contract/users.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { cookieNames } from './cookies.ts';
import { apiPrefix, type Line, lines } from './lines.ts';

type Json = Record<string, unknown>;

const modules = [
  administration,
  administrators,
  approvals,
  audit,
  exemptions,
  groups,
  me,
  policies,
  problems,
  requirements,
  settings,
  signIn,
  users,
];
const uri = (name: string) => `#/components/schemas/${name}`;
const ref = (name: string): Json => ({ $ref: uri(name) });

/** `GET /api/v1/openapi.json`, for everybody: it holds nothing that the source does not. */
export const registerOpenApi = (app: FastifyInstance): void => {
  let document: Json | undefined;
  app.get(`${apiPrefix}/openapi.json`, { config: { access: 'public' } }, async () => {
    document ??= openApi();
    return document;
  });
};

/** The OpenAPI 3.1 document of the contract's table. */
export const openApi = (): Json => {
  const names = nameSchemas();
  const paths: Record<string, Json> = {};
  for (const { call, line, method, path } of lines) {
    const address = path.replace(':id', '{id}');
    paths[address] = { ...paths[address], [method.toLowerCase()]: operation(call, line, names) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sallyport',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Requires, rolls out and enforces two-factor authentication on every login of an organisation.',
    },
    servers: [{ url: apiPrefix }],
    paths,
    components: {
      schemas: components(names),
      securitySchemes: {
        signIn: { type: 'apiKey', in: 'cookie', name: cookieNames['sign-in'] },
        session: { type: 'apiKey', in: 'cookie', name: cookieNames.session },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  };
};

/** Schemas by the names they are exported under; those of the table that have none are called after their call. */
const nameSchemas = (): ReadonlyMap<z.ZodType, string> => {
  const exported = modules.flatMap((module) => Object.entries(module));
  const names = new Map(
    exported.flatMap(([name, value]) => (value instanceof z.ZodType ? [[value, name] as const] : [])),
  );
  for (const { call, line } of lines) {
    if (line.answer && !names.has(line.answer)) names.set(line.answer, `${operationId(call)}Answer`);
    if (line.body && !names.has(line.body)) names.set(line.body, `${operationId(call)}Body`);
  }
  return names;
};

/** Bodies as they may be sent, everything else as it is answered: defaults make the two differ. */
const components = (names: ReadonlyMap<z.ZodType, string>): Json => {
  const bodies = new Set(lines.flatMap(({ line }) => (line.body ? [line.body] : [])));
  const convert = (io: 'input' | 'output'): Json => {
    const registry = z.registry<{ id: string }>();
    for (const [schema, id] of names)
      if (bodies.has(schema) === (io === 'input')) registry.add(schema, { id });
    return z.toJSONSchema(registry, { io, uri }).schemas;
  };
  return Object.fromEntries(
    Object.entries({ ...convert('input'), ...convert('output') })
      .map(([name, schema]) => [name, withoutIdentity(schema)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
};

const withoutIdentity = (schema: unknown): unknown => {
  const { $schema, $id, ...rest } = schema as Json;
  return rest;
};

const operation = (call: ApiCall, line: Line, names: ReadonlyMap<z.ZodType, string>): Json => {
  const content = (type: string, schema: Json): Json => ({ content: { [type]: { schema } } });
  const named = (schema: z.ZodType): Json => content('application/json', ref(names.get(schema) ?? ''));
  const streamed = line.streams && {
    content: Object.fromEntries(line.streams.map((type) => [type, { schema: { type: 'string' } }])),
  };
  const status = line.status ?? (line.answer || streamed ? 200 : 204);
  return {
    operationId: operationId(call),
    summary: line.summary,
    security: securityOf(line.access),
    ...(permissions.some((permission) => permission === line.access) && { 'x-permission': line.access }),
    ...(line.stepUp && { 'x-step-up': true }),
    ...(line.approval && { 'x-approval': line.approval }),
    parameters: [
      ...(call.includes(':id')
        ? [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }]
        : []),
      ...queryParameters(line.query),
      ...(line.approval ? approvalParameters : []),
    ],
    ...(line.body && { requestBody: { required: true, ...named(line.body) } }),
    responses: {
      [status]: {
        description: line.answer || streamed ? 'Done' : 'Done; no body',
        ...(line.answer && named(line.answer)),
        ...streamed,
      },
      ...(line.approval && {
        202: {
          description: 'With a Location: nothing was changed yet, a second person has to approve it',
          ...content('application/json', {
            anyOf: [
              ref('Approval'),
              // Where long work is answered with 202 as well.
              ...(line.answer && status === 202 ? [ref(names.get(line.answer) ?? '')] : []),
            ],
          }),
        },
      }),
      default: { description: 'Refused', ...content('application/problem+json', ref('Problem')) },
    },
  };
};

/** See `approvalHeaders`. */
const approvalParameters: readonly Json[] = [
  [approvalHeaders.note, 'Why it is to be done, percent-encoded; where a second person has to approve'],
  [approvalHeaders.id, 'The approval by which an export is read'],
].map(([name, description]) => ({ name, in: 'header', description, schema: { type: 'string' } }));

const queryParameters = (query: z.ZodType | undefined): Json[] => {
  if (query === undefined) return [];
  const { properties = {} } = z.toJSONSchema(query, { io: 'input' });
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', schema }));
};

const securityOf = (access: Access): Json[] => {
  if (access === 'public') return [];
  if (access === 'sign-in') return [{ signIn: [] }];
  return access === 'session' ? [{ session: [] }] : [{ session: [] }, { token: [] }];
};

/** `GET /users/:id` → `getUsersId`. */
const operationId = (call: ApiCall): string =>
  call
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
