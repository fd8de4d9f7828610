import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

const serve = (env: Record<string, string>): SpawnSyncReturns<string> => {
  const data = mkdtempSync(join(tmpdir(), 'sallyport-main-'));
  const options = { env: { PATH: process.env.PATH, SALLYPORT_DATA: data, ...env }, timeout: 20_000 };
  return spawnSync(process.execPath, [main, 'serve'], { ...options, encoding: 'utf8' });
};

test('a faulty environment is reported in full, and ends with code 2', () => {
  const { status, stderr, stdout } = serve({
    SALLYPORT_PORT: 'abc',
    SALLYPORT_URL: 'http://login.example.org',
  });
  expect(status).toBe(2);
  expect(stderr.trim().split('\n')).toEqual([
    'sallyport: SALLYPORT_PORT must be a port number; it is "abc"',
    'sallyport: SALLYPORT_URL must begin with https:// (plain http only on localhost); it is "http://login.example.org"',
  ]);
  expect(stdout).toBe('');
});

test('the test clock never runs on a public server', () => {
  const env = {
    SALLYPORT_TEST_CLOCK: '/tmp/clock',
    SALLYPORT_URL: 'https://login.example.org',
    NODE_ENV: 'test',
  };
  expect(serve(env)).toMatchObject({ status: 2, stderr: expect.stringContaining('SALLYPORT_TEST_CLOCK') });
});
