import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigurationFaults, loadConfig } from './load.ts';

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationFaults) return error.lines;
    throw error;
  }
};

test('an empty environment serves http://localhost:8080 from ./data, on localhost alone', () => {
  expect(loadConfig({ SALLYPORT_URL: '' })).toMatchObject({
    dataFolder: resolve('data'),
    port: 8080,
    bind: 'localhost',
    origin: 'http://localhost:8080',
    originSaid: false,
    databaseUrl: undefined,
    trustedProxies: [],
    testClock: undefined,
  });
});

test('the origin follows the port, unless it is said', () => {
  expect(loadConfig({ SALLYPORT_PORT: '9000' }).origin).toBe('http://localhost:9000');
  const config = loadConfig({ SALLYPORT_URL: 'https://Login.Example.org/', SALLYPORT_PORT: '9000' });
  expect(config).toMatchObject({ origin: 'https://login.example.org', bind: '0.0.0.0' });
});

test('all faults are reported at once, each naming its variable', () => {
  const faults = faultsOf({
    SALLYPORT_PORT: '99999',
    SALLYPORT_URL: 'http://login.example.org',
    SALLYPORT_DATABASE_URL: 'mysql://root:topsecret@db',
    SALLYPORT_TRUSTED_PROXIES: '10.0.0.0/8, 10.0.0.0/33',
    SALLYPORT_LOG_LEVEL: 'loud',
    SALLYPORT_TEST_CLOCK: '/tmp/clock',
  });
  expect(faults.map((line) => line.split(' ')[0])).toEqual([
    'SALLYPORT_PORT',
    'SALLYPORT_URL',
    'SALLYPORT_DATABASE_URL',
    'SALLYPORT_TRUSTED_PROXIES',
    'SALLYPORT_LOG_LEVEL',
    'SALLYPORT_TEST_CLOCK',
    'SALLYPORT_TEST_CLOCK',
  ]);
  expect(faults.join()).not.toContain('topsecret');
});

test.each([
  'http://login.example.org',
  'https://a.example/path',
  'https://a.example/?q',
  'ftp://a.example',
  'https://u:p@a.example',
  'login.example.org',
  'http://localhost.example.org',
])('the origin %s is refused', (url) => {
  expect(faultsOf({ SALLYPORT_URL: url })).toHaveLength(1);
});

test.each(['http://localhost:1', 'http://127.0.0.1:8080', 'http://[::1]:8080', 'http://x.localhost:8080'])(
  'plain http is allowed on %s',
  (url) => {
    expect(loadConfig({ SALLYPORT_URL: url }).origin).toBe(url);
  },
);

test('the test clock needs NODE_ENV=test and localhost', () => {
  const clock = { SALLYPORT_TEST_CLOCK: '/tmp/clock' };
  expect(loadConfig({ ...clock, NODE_ENV: 'test' }).testClock).toBe('/tmp/clock');
  expect(faultsOf({ ...clock, NODE_ENV: 'production' })).toHaveLength(1);
  expect(faultsOf({ ...clock, NODE_ENV: 'test', SALLYPORT_URL: 'https://login.example.org' })).toHaveLength(
    1,
  );
});

test.each(['0.0.0.0', '::', '192.0.2.7', 'login.example.org'])(
  'the test clock is refused while %s is listened on',
  (bind) => {
    const clock = { SALLYPORT_TEST_CLOCK: '/tmp/clock', NODE_ENV: 'test' };
    expect(faultsOf({ ...clock, SALLYPORT_BIND: bind })).toEqual([
      'SALLYPORT_TEST_CLOCK is for tests: it needs a SALLYPORT_BIND on localhost',
    ]);
    for (const local of ['localhost', '127.0.0.1', '::1', ''])
      expect(faultsOf({ ...clock, SALLYPORT_BIND: local }), local).toEqual([]);
  },
);

test('a mistyped name is noticed', () => {
  expect(loadConfig({ SALLYPORT_DATABSE_URL: 'postgres://db' }).unknown).toEqual(['SALLYPORT_DATABSE_URL']);
});
