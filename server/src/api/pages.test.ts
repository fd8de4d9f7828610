import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { cookie, serverForTests } from './server.fixture.ts';

const portal = mkdtempSync(join(tmpdir(), 'sallyport-portal-'));
mkdirSync(join(portal, 'assets'));
writeFileSync(join(portal, 'index.html'), '<title>Console</title>');
writeFileSync(join(portal, 'sign-in.html'), '<title>Sign in</title>');
writeFileSync(join(portal, 'favicon.svg'), '<svg/>');
writeFileSync(join(portal, 'assets', 'app-1a2b.js'), 'console.log(1)');
writeFileSync(join(portal, 'assets', 'app-1a2b.js.gz'), 'compressed');

const { app, logged } = await serverForTests({ portal });
afterAll(() => app.close());
const signedIn = { cookie: cookie('session', 'user') };

test.each(['/sign-in', '/activate', '/setup', '/reset-password', '/forgot-password'])(
  '%s is for everybody',
  async (url) => {
    const answer = await app.inject(url);
    expect(answer.body).toContain('Sign in');
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.headers['cache-control']).toBe('no-store');
  },
);

test.each([
  '/',
  '/users',
  '/users/1?tab=log',
  '/index.html',
  '/sign-in.html',
  '/sign-in/x',
  '/admin.php',
  '//evil.example',
])('%s leads whoever is not signed in to the sign-in page, and back', async (url) => {
  for (const headers of [
    {},
    { cookie: cookie('session', 'insufficient') },
    { cookie: cookie('sign-in', 'owner') },
  ]) {
    const answer = await app.inject({ url, headers });
    expect(answer.statusCode).toBe(302);
    expect(answer.headers.location).toBe(
      url === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(url)}`,
    );
    expect(answer.body).toBe('');
  }
});

test('what does not exist in the API is no page', async () => {
  for (const url of ['/api', '/api/v1/nothing']) {
    expect((await app.inject(url)).json()).toMatchObject({ code: 'sign-in-required' });
    expect((await app.inject({ url, headers: signedIn })).json()).toMatchObject({ code: 'not-found' });
  }
});

test('an error while deciding shows no page', async () => {
  const answer = await app.inject({ url: '/users', headers: { cookie: cookie('session', 'broken') } });
  expect(answer.json()).toMatchObject({ status: 500, code: 'internal' });
});

test('the console is for those who are signed in', async () => {
  for (const url of ['/', '/users', '/account/sessions']) {
    const answer = await app.inject({ url, headers: signedIn });
    expect(answer.body).toContain('Console');
    expect(answer.headers['cache-control']).toBe('no-store');
  }
});

test('built files are kept for good, and sent as they were compressed', async () => {
  const plain = await app.inject('/assets/app-1a2b.js');
  expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(plain.headers['content-type']).toContain('javascript');
  const compressed = await app.inject({
    url: '/assets/app-1a2b.js',
    headers: { 'accept-encoding': 'gzip, br' },
  });
  expect([compressed.headers['content-encoding'], compressed.body]).toEqual(['gzip', 'compressed']);
  expect((await app.inject('/favicon.svg')).headers['content-type']).toContain('image/svg+xml');
});

test.each(['/assets/../index.html', '/assets/%2e%2e/index.html'])(
  '%s is the page that it leads to, and as closed',
  async (url) => {
    expect((await app.inject(url)).statusCode).toBe(302);
  },
);

test.each([
  '/assets/none.js',
  '/assets/..%2findex.html',
  '/assets/%2e%2e%2findex.html',
  '/assets/app-1a2b.js%00',
  '/assets/.env',
  '/assets/',
])('%s holds no file', async (url) => {
  logged.length = 0;
  const answer = await app.inject({ url, headers: signedIn });
  expect(answer.json()).toMatchObject({ status: 404, code: 'not-found' });
  expect(logged.filter((line) => line.includes('"level":50'))).toEqual([]);
});

test('without a built portal, its pages say how to build it', async () => {
  const { app: bare } = await serverForTests();
  const answer = await bare.inject('/sign-in');
  expect(answer.statusCode).toBe(503);
  expect(answer.body).toContain('npm start');
  await bare.close();
});
