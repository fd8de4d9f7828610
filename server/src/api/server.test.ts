import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { Refusal } from '../ports/refusal.ts';
import { StorageUnavailable } from '../ports/unavailable.ts';
import { cookie, origin, serverForTests } from './server.fixture.ts';

const state = { state: 'challenge' as const, secretOfTheHouse: 'leak' };
const { app, reached, logged } = await serverForTests({
  trustedProxies: ['10.0.0.0/8'],
  handlers: {
    'GET /info': async (call) => ({ organisation: call.client.address, helpDesk: '', setupNeeded: false }),
    'POST /sign-ins': async ({ cookies, body }) => {
      cookies.set('sign-in', 'a');
      cookies.set('session', 'b');
      cookies.set('browser', 'c');
      if (body.username === 'unavailable') throw new StorageUnavailable('the disk is full');
      if (body.username === 'broken') throw new Error(`cannot insert ${body.password}`);
      if (body.username === 'throttled') throw new Refusal('too-many-attempts', 'Wait.', { retryAfter: 90 });
      return state;
    },
  },
});
afterAll(() => app.close());

const signIn = (payload: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/sign-ins',
    headers,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });

test('an answer holds what the contract names, and nothing else', async () => {
  const answer = await signIn({ username: 'ada', password: 'x' });
  expect(answer.statusCode).toBe(201);
  expect(answer.json()).toEqual({ state: 'challenge' });
});

test('cookies are bound to this host, hidden from scripts, sent over TLS alone', async () => {
  const answer = await signIn({ username: 'ada', password: 'x' });
  for (const set of [answer.headers['set-cookie']].flat()) {
    expect(set).toMatch(/^__Host-sallyport-(sign-in|session|browser)=/);
    expect(set).toMatch(/; Path=\/;/);
    expect(set).toMatch(/; HttpOnly; Secure; SameSite=(Lax|Strict)$/);
    expect(set).not.toMatch(/Domain/i);
  }
  expect(answer.cookies.map(({ sameSite }) => sameSite)).toEqual(['Strict', 'Lax', 'Strict']);
});

test('every fault of a body is named by its field, with problem+json', async () => {
  const answer = await signIn({ username: '', password: 7 });
  expect(answer.statusCode).toBe(400);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({
    type: '/problems/invalid-request',
    title: 'The request is not valid',
    status: 400,
    code: 'invalid-request',
    errors: [{ field: 'username' }, { field: 'password' }],
  });
});

test.each([
  ['{', 'malformed-json', 400],
  ['', 'invalid-request', 400],
  ['null', 'invalid-request', 400],
  ['[]', 'invalid-request', 400],
  ['{"username":"a","password":"b","__proto__":{"x":1}}', 'malformed-json', 400],
  ['{"username":"a\\u0000","password":"b"}', 'invalid-request', 400],
  ['{"username":"a\\ud800","password":"b"}', 'invalid-request', 400],
  [JSON.stringify({ username: 'x'.repeat(70_000), password: 'x' }), 'payload-too-large', 413],
])('the body %.40j is refused', async (body, code, status) => {
  reached.length = 0;
  const answer = await signIn(body);
  expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  expect(reached).toEqual([]);
});

test('a body nested thousands of levels deep is refused, and no fault of the server’s', async () => {
  logged.length = 0;
  const answer = await signIn(
    `{"username":"a","password":"b","c":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
  );
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid-request']);
  expect(logged.filter((line) => line.includes('"level":50'))).toEqual([]);
});

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/xml',
  'nonsense',
])('a body of type %s is refused', async (type) => {
  const answer = await signIn('{"username":"a","password":"b"}', { 'content-type': type });
  expect([answer.statusCode, answer.json().code]).toEqual([415, 'unsupported-media-type']);
});

test('no body whatever makes the server fail', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.object().map((value) => JSON.stringify(value)),
      ),
      async (body) => {
        const answer = await signIn(body);
        expect(answer.statusCode).toBeGreaterThanOrEqual(400);
        expect(answer.statusCode).toBeLessThan(500);
        expect(answer.json()).toMatchObject({ code: expect.any(String), detail: expect.any(String) });
      },
    ),
    { numRuns: 200 },
  );
});

test('no path whatever makes the server fail', async () => {
  await fc.assert(
    fc.asyncProperty(fc.webPath(), async (path) => {
      const answer = await app.inject(`/api/v1${path}`);
      expect([200, 400, 401]).toContain(answer.statusCode);
    }),
    { numRuns: 200 },
  );
  expect((await app.inject('/api/v1/users/%')).json()).toMatchObject({ code: 'invalid-request' });
});

test('a method that an address does not take is answered with those it does', async () => {
  const answer = await app.inject({ method: 'PUT', url: '/api/v1/sign-ins' });
  expect(answer.statusCode).toBe(405);
  expect(answer.headers.allow).toBe('POST');
  expect(answer.json()).toMatchObject({ code: 'method-not-allowed' });
  const users = await app.inject({
    method: 'DELETE',
    url: '/api/v1/users',
    headers: { cookie: cookie('session', 'owner') },
  });
  expect(users.headers.allow).toBe('GET, POST, HEAD');
  expect((await app.inject({ method: 'HEAD', url: '/api/v1/info' })).statusCode).toBe(200);
});

test('every answer carries a strict policy for browsers, and none of the API is kept in a cache', async () => {
  for (const url of ['/api/v1/info', '/api/v1/me', '/api/v1/nothing', '/healthz', '/elsewhere']) {
    const { headers } = await app.inject(url);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
        "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'strict-transport-security': 'max-age=63072000',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  }
});

test('HSTS is not sent from plain http on localhost', async () => {
  const { app: local } = await serverForTests({ origin: 'http://localhost:8080' });
  expect((await local.inject('/api/v1/info')).headers['strict-transport-security']).toBeUndefined();
  await local.close();
});

test('X-Forwarded-For counts from configured proxies alone', async () => {
  const from = async (remoteAddress: string, forwarded: string) => {
    const answer = await app.inject({
      url: '/api/v1/info',
      remoteAddress,
      headers: { 'x-forwarded-for': forwarded },
    });
    return answer.json().organisation;
  };
  expect(await from('203.0.113.9', '198.51.100.1')).toBe('203.0.113.9');
  expect(await from('10.1.2.3', '198.51.100.1')).toBe('198.51.100.1');
  expect(await from('10.1.2.3', '192.0.2.66, 198.51.100.1, 10.0.0.5')).toBe('198.51.100.1');
  expect(await from('::ffff:10.1.2.3', '::ffff:198.51.100.1')).toBe('198.51.100.1');
  expect(await from('10.1.2.3', 'unknown')).toBe('10.1.2.3');
});

test('waiting times are said in a header and in the body', async () => {
  const answer = await signIn({ username: 'throttled', password: 'x' });
  expect(answer.statusCode).toBe(429);
  expect(answer.headers['retry-after']).toBe('90');
  expect(answer.json()).toMatchObject({ code: 'too-many-attempts', retryAfter: 90 });
});

test('storage that is unavailable is 503, and says nothing of the inside', async () => {
  const answer = await signIn({ username: 'unavailable', password: 'x' });
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toMatchObject({ code: 'unavailable' });
  expect(answer.body).not.toContain('disk');
});

test('where only the answer fails, after the change, nobody is told that nothing changed', async () => {
  const handlers = {
    'PUT /users/:id/role': async () => ({ odd: true }) as never,
    'GET /settings': async () => ({}) as never,
  };
  const { app, logged } = await serverForTests({ handlers });
  const headers = { authorization: 'Bearer owner' };
  const changed = await app.inject({
    method: 'PUT',
    url: '/api/v1/users/x/role',
    headers,
    payload: { role: null },
  });
  expect(changed.statusCode).toBe(500);
  expect(changed.json().detail).toMatch(/^It was carried out, but the answer could not be given/);
  expect(logged.join('')).toContain('/api/v1/users/:id/role');
  const read = await app.inject({ method: 'GET', url: '/api/v1/settings', headers });
  expect(read.json().detail).toMatch(/^Nothing is known to have changed/);
});

test('an unexpected error is 500 without its text, and the log has it under the id that is told', async () => {
  logged.length = 0;
  const answer = await signIn({ username: 'broken', password: 'hunter2' });
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('hunter2');
  const [, id] = /under (id-\d+)/.exec(answer.json().detail) ?? [];
  expect(logged.find((line) => line.includes(`"${id}"`) && line.includes('cannot insert'))).toBeDefined();
});

test('neither bodies, queries, cookies nor tokens are logged', async () => {
  logged.length = 0;
  await signIn({ username: 'ada', password: 'hunter2' });
  await app.inject({
    url: '/api/v1/users?q=hunter2',
    headers: {
      cookie: cookie('session', 'hunter2'),
      authorization: 'Bearer hunter2',
      referer: `${origin}/hunter2`,
    },
  });
  expect(logged.length).toBeGreaterThanOrEqual(2);
  expect(logged.join()).not.toContain('hunter2');
});

test('healthz follows the storage', async () => {
  expect((await app.inject('/healthz')).json()).toEqual({ status: 'ok' });
  const { app: ill } = await serverForTests({ storageAnswers: () => Promise.reject(new Error('gone')) });
  const answer = await ill.inject('/healthz');
  expect([answer.statusCode, answer.json()]).toEqual([503, { status: 'unavailable' }]);
  await ill.close();
});
