import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { systemRandom } from '../kernel/random.ts';
import { keyring } from '../kernel/secrets.ts';
import { keyFile } from './key-file.ts';

const newFolder = () => join(mkdtempSync(join(tmpdir(), 'sallyport-keys-')), 'data');

test('the key is made once, for its owner alone', () => {
  const folder = newFolder();
  const keys = keyFile(folder, systemRandom);
  expect(() => keyring(keys, systemRandom)).not.toThrow();
  expect(keyFile(folder, systemRandom)).toBe(keys);
  expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readdirSync(folder)).toEqual(['keys']);
});

test('a key file that others may read is refused, with the mend', () => {
  const folder = newFolder();
  keyFile(folder, systemRandom);
  chmodSync(join(folder, 'keys'), 0o640);
  expect(() => keyFile(folder, systemRandom)).toThrow('chmod 600');
});

test('processes that start at once all get the same key', async () => {
  const folder = newFolder();
  const url = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const script = `const { keyFile } = await import(${url('key-file.ts')});
    const { systemRandom } = await import(${url('../kernel/random.ts')});
    process.stdout.write(keyFile(${JSON.stringify(folder)}, systemRandom));`;
  const start = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  const keys = (await Promise.all(Array.from({ length: 6 }, start))).map(({ stdout }) => stdout);
  expect(new Set(keys)).toEqual(new Set([keyFile(folder, systemRandom)]));
  expect(readdirSync(folder)).toEqual(['keys']);
}, 30_000);
