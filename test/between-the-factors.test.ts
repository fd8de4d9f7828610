import { type ApiCall, api } from '@sallyport/contract/api.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from './support/client.ts';
import { activePerson, administrator, enrollTotp, type Person, startSignIn } from './support/people.ts';
import { type Installation, install, type RunningServer } from './support/server.ts';

let installation: Installation;
let server: RunningServer;
let person: Person;
let between: Client;

beforeAll(async () => {
  const now = new Date('2026-03-02T09:00:00Z');
  installation = await install({ clock: now });
  server = await installation.start();
  const admin = await administrator(installation, server);
  person = await activePerson(admin, server, 'rachel');
  await admin.must('PUT /requirements/everyone', { strength: 'forced' });
  await enrollTotp(await startSignIn(server, person), now);
  between = await startSignIn(server, person);
});

afterAll(() => installation.remove());

const closed = (Object.keys(api) as ApiCall[]).filter(
  (call) => !['public', 'sign-in'].includes(api[call].access),
);

test.each(closed)('between the factors, %s answers as to nobody', async (call) => {
  const [method = '', path = ''] = call.split(' ');
  const url = `/api/v1${path.replace(':id', person.user.id)}`;
  const body = method === 'GET' || method === 'DELETE' ? undefined : {};
  const nobody = await new Client(server.url, server).raw(method, url, body);
  const answer = await between.raw(method, url, body);
  expect(nobody.status).toBe(401);
  expect(answer).toMatchObject({ status: nobody.status, body: nobody.body });
});

test.each([
  '/',
  '/account',
  '/admin/users',
  '/assets/../account',
  '/sign-in/../account',
  '/api/v1/me?x=/sign-in',
  '/api/v1/sign-ins/..%2fme',
])('between the factors, the page %s answers as to nobody', async (path) => {
  const nobody = await new Client(server.url, server).raw('GET', path, undefined, { accept: 'text/html' });
  const answer = await between.raw('GET', path, undefined, { accept: 'text/html' });
  expect(answer.status).toBe(nobody.status);
  expect(answer.status).not.toBe(200);
});

test('a sign-in cookie in the place of the session cookie opens nothing', async () => {
  const thief = new Client(server.url, server);
  for (const [name, value] of between.cookies) thief.cookies.set(name.replace('sign-in', 'session'), value);
  expect((await thief.call('GET /session')).status).toBe(401);
});

test('another browser cannot take the sign-in over without its cookie', async () => {
  expect((await new Client(server.url, server).call('GET /sign-ins/current')).status).toBe(401);
});

test('a step of the sign-in that is not asked for is refused', async () => {
  expect((await between.call('POST /sign-ins/current/enrollments', { method: 'totp' })).status).toBe(409);
  expect((await between.call('POST /sign-ins/current/skip')).status).toBe(409);
});
