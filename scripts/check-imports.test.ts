/** Shows that the import rules bite: a small house with one fault of each kind, each of which must be found. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const script = fileURLToPath(new URL('check-imports.ts', import.meta.url));
let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sallyport-imports-'));
  await house({ 'contract/package.json': '{"name":"@sallyport/contract","exports":{"./*":"./src/*"}}' });
  await mkdir(join(root, 'node_modules/@sallyport'), { recursive: true });
  await symlink('../../contract', join(root, 'node_modules/@sallyport/contract'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function house(files: Record<string, string>) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

async function check(): Promise<string> {
  const run = promisify(execFile)(process.execPath, [script, root]);
  return run.then(
    ({ stdout }) => stdout,
    ({ stdout, stderr }: { stdout: string; stderr: string }) => stderr + stdout,
  );
}

const sound = {
  'contract/src/users.ts': 'export interface User { id: string }\n',
  'server/src/kernel/ids.ts': 'export type Id = string;\n',
  'server/src/kernel/clock.ts': 'export type Instant = number;\n',
  'server/src/policy/model.ts': "import type { Id } from '../kernel/ids.ts';\nexport type Who = Id;\n",
  'server/src/ports/users.ts': "import type { Who } from '../policy/model.ts';\nexport type Users = Who[];\n",
  'server/src/flows/sign-in.ts':
    "import type { User } from '@sallyport/contract/users.ts';\nexport type A = User;\n",
  'server/src/flows/sign-in.test.ts': "import '../storage/users.ts';\n",
  'server/src/storage/users.ts': "import { hash } from 'node:crypto';\nexport const stored = hash;\n",
  'server/src/config/load.ts': "import '../kernel/clock.ts';\n",
  'server/src/compose.ts': "import './config/load.ts';\nimport './storage/users.ts';\n",
  'server/src/main.ts': "import './compose.ts';\n",
  'portal/src/main.tsx': "import type { User } from '@sallyport/contract/users.ts';\nexport type A = User;\n",
};

const faults: [rule: string, from: string, to: string][] = [
  ['kernel-looks-down-only', 'server/src/kernel/a.ts', '../policy/model.ts'],
  ['kernel-sees-nothing-of-ours', 'server/src/kernel/a.ts', '@sallyport/contract/users.ts'],
  ['policy-looks-down-only', 'server/src/policy/a.ts', '../ports/users.ts'],
  ['policy-is-pure', 'server/src/policy/a.ts', '../kernel/clock.ts'],
  ['policy-is-pure', 'server/src/policy/a.ts', '@sallyport/contract/users.ts'],
  ['policy-is-pure', 'server/src/policy/a.ts', 'node:fs'],
  ['ports-looks-down-only', 'server/src/ports/a.ts', '../methods/totp.ts'],
  ['methods-looks-down-only', 'server/src/methods/totp.ts', '../audit/a.ts'],
  ['audit-looks-down-only', 'server/src/audit/a.ts', '../methods/totp.ts'],
  ['flows-looks-down-only', 'server/src/flows/a.ts', '../storage/users.ts'],
  ['api-looks-down-only', 'server/src/api/a.ts', '../storage/users.ts'],
  ['protocols-looks-down-only', 'server/src/protocols/a.ts', '../api/a.ts'],
  ['cli-looks-down-only', 'server/src/cli/a.ts', '../config/load.ts'],
  ['jobs-looks-down-only', 'server/src/jobs/a.ts', '../delivery/a.ts'],
  ['storage-looks-down-only', 'server/src/storage/a.ts', '../directory/a.ts'],
  ['delivery-looks-down-only', 'server/src/delivery/a.ts', '../compose.ts'],
  ['directory-looks-down-only', 'server/src/directory/a.ts', '../config/load.ts'],
  ['config-looks-down-only', 'server/src/config/a.ts', '../flows/a.ts'],
  ['nobody-imports-main', 'server/src/compose.ts', './main.ts'],
  ['server-has-these-places-only', 'server/src/utils/a.ts', '../kernel/ids.ts'],
  ['server-sees-contract-and-radius-only', 'server/src/api/a.ts', '../../../portal/src/main.tsx'],
  ['contract-sees-nothing-of-ours', 'contract/src/a.ts', '../../server/src/kernel/ids.ts'],
  ['contract-sees-nothing-of-ours', 'contract/src/a.ts', 'node:fs'],
  ['radius-sees-nothing-of-ours', 'radius/src/a.ts', '@sallyport/contract/users.ts'],
  ['portal-sees-contract-only', 'portal/src/a.ts', '../../server/src/kernel/ids.ts'],
  ['agent-sees-contract-and-radius-only', 'agent/src/a.ts', '../../server/src/kernel/ids.ts'],
  ['no-tests-in-what-runs', 'server/src/api/a.ts', '../flows/sign-in.test.ts'],
  ['no-barrels-in-the-server', 'server/src/api/a.ts', './index.ts'],
  ['no-circles', 'server/src/api/a.ts', './b.ts'],
  ['resolves', 'server/src/api/a.ts', './nowhere.ts'],
];
const existing = {
  'server/src/api/index.ts': 'export type I = 1;\n',
  'server/src/api/b.ts': "import type {} from './a.ts';\n",
};

test('a house in order passes', async () => {
  await house(sound);
  expect(await check()).toBe('12 files, 0 violations\n');
});

test('every rule finds its fault, in a type import too', async () => {
  const files: Record<string, string> = {};
  for (const [, from, to] of faults) files[from] = `${files[from] ?? ''}import type {} from '${to}';\n`;
  await house({ ...files, ...existing });
  const found = await check();
  for (const [rule, from, to] of faults) {
    const target = to
      .replace('@sallyport/', '')
      .replace(/^(\.\.?\/)+|^node:/, '')
      .replace('contract/users', 'users');
    expect(found).toMatch(new RegExp(`${rule}: ${RegExp.escape(from)} → .*${RegExp.escape(target)}`));
  }
});

test('a file that was not read is a fault', async () => {
  await house({ 'server/src/api/dist.ts': '' });
  expect(await check()).toContain('not read by dependency-cruiser: server/src/api/dist.ts');
});
