import { type ApiCall, api } from '@sallyport/contract/api.ts';
import { fastify } from 'fastify';
import { afterAll, expect, test } from 'vitest';
import { addressOf, cookie, origin, serverForTests } from '../server.fixture.ts';

const calls = Object.keys(api) as ApiCall[];
const closed = calls.filter((call) => api[call].access !== 'public');
const changes = calls.filter((call) => !call.startsWith('GET'));
const administration = calls.filter((call) => !['public', 'sign-in', 'session'].includes(api[call].access));

const { app, reached } = await serverForTests();
afterAll(() => app.close());

const attempt = async (call: ApiCall, headers: Record<string, string> = {}) => {
  reached.length = 0;
  const answer = await app.inject({ ...addressOf(call), headers });
  const { code }: { code?: string } = answer.body === '' ? {} : answer.json();
  return { status: answer.statusCode, code, reached: reached.length > 0 };
};

test.each(closed)('%s is closed to whoever is not signed in', async (call) => {
  const code = api[call].access === 'sign-in' ? 'no-sign-in' : 'sign-in-required';
  expect(await attempt(call)).toEqual({ status: 401, code, reached: false });
});

test.each(closed)('%s is closed to a made-up cookie and a made-up token', async (call) => {
  if (api[call].access === 'sign-in') return;
  expect(await attempt(call, { cookie: cookie('session', 'guessed') })).toMatchObject({
    status: 401,
    reached: false,
  });
  expect(await attempt(call, { authorization: 'Bearer guessed' })).toMatchObject({
    code: 'invalid-token',
    reached: false,
  });
});

test.each(closed)('%s is closed between the factors: a sign-in is no session', async (call) => {
  if (api[call].access === 'sign-in') return;
  const headers = { cookie: `${cookie('sign-in', 'owner+')}; ${cookie('browser', 'owner+')}` };
  expect(await attempt(call, headers)).toMatchObject({ code: 'sign-in-required', reached: false });
});

test.each(changes)('%s is refused from another site', async (call) => {
  const signedIn = { cookie: `${cookie('session', 'owner+')}; ${cookie('sign-in', 'x')}` };
  for (const from of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://login.example.org' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin, 'sec-fetch-site': 'cross-site' },
  ] as Record<string, string>[]) {
    expect(await attempt(call, { ...signedIn, ...from })).toEqual({
      status: 403,
      code: 'cross-site-request',
      reached: false,
    });
  }
});

test('a change from the portal, and from a program that is no browser, passes', async () => {
  const signedIn = { cookie: cookie('session', 'user') };
  expect((await attempt('DELETE /session', signedIn)).reached).toBe(true);
  expect(
    (await attempt('DELETE /session', { ...signedIn, origin, 'sec-fetch-site': 'same-origin' })).reached,
  ).toBe(true);
});

test.each(administration)('%s is closed to a user without a role', async (call) => {
  const answer = await attempt(call, { cookie: cookie('session', 'user+') });
  expect(answer).toEqual({ status: 403, code: 'permission-denied', reached: false });
});

test.each(calls.filter((call) => 'stepUp' in api[call]))(
  '%s asks a session for a fresh proof',
  async (call) => {
    const answer = await attempt(call, { cookie: cookie('session', 'owner') });
    expect(answer).toEqual({ status: 403, code: 'step-up-required', reached: false });
  },
);

test('an API token has the permissions of its role, needs no fresh proof, and reaches nobody’s account', async () => {
  const owner = { authorization: 'Bearer owner' };
  expect((await attempt('DELETE /users/:id', owner)).reached).toBe(true);
  expect(await attempt('DELETE /users/:id', { authorization: 'Bearer auditor' })).toMatchObject({
    code: 'permission-denied',
  });
  for (const call of calls.filter((each) => api[each].access === 'session')) {
    expect(await attempt(call, owner)).toEqual({ status: 403, code: 'permission-denied', reached: false });
  }
});

test('a bad token is not made good by a session', async () => {
  const headers = { authorization: 'Basic b3duZXI6', cookie: cookie('session', 'owner+') };
  expect(await attempt('GET /users', headers)).toMatchObject({ code: 'invalid-token', reached: false });
});

test('a session below what is required by now has to sign in again', async () => {
  const answer = await attempt('GET /me', { cookie: cookie('session', 'insufficient') });
  expect(answer).toEqual({ status: 401, code: 'reauthentication-required', reached: false });
});

test('an error while deciding means no', async () => {
  const answer = await attempt('GET /me', { cookie: cookie('session', 'broken') });
  expect(answer).toEqual({ status: 500, code: 'internal', reached: false });
});

test.each([
  '/api',
  '/api/',
  '/api/v1',
  '/api/v1/nothing',
  '/api/v1/users/x/y/z',
  '/api/v1/sign-ins/current/../../users',
  '/api/v2/users',
  '/api/v1/USERS',
])('%s does not exist, and answers nobody as a closed address does', async (url) => {
  const method = 'POST' as const;
  expect((await app.inject({ method, url })).json()).toMatchObject({ code: 'sign-in-required' });
  const headers = { cookie: cookie('session', 'user') };
  expect((await app.inject({ method, url, headers })).statusCode).toBeGreaterThanOrEqual(403);
});

test('a route that does not say who may call it keeps the server from starting', async () => {
  const { refuseRoutesWithoutAccess } = await import('../closed-routes.ts');
  const bare = fastify();
  refuseRoutesWithoutAccess(bare);
  bare.get('/said', { config: { access: 'public' } }, async () => 'ok');
  bare.get('/forgotten', async () => 'secret');
  await expect(bare.ready()).rejects.toThrow('GET /forgotten');
});
