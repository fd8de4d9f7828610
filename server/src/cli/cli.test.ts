import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditEvent } from '@sallyport/contract/administration.ts';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { admin, day, type House, monday, openHouse } from '../../../test/support/administration.ts';
import { createPolicy } from '../flows/administer/policies/edit.ts';
import { putRequirement } from '../flows/administer/requirements.ts';
import { tokenHash } from '../kernel/secrets.ts';
import { argon2Hasher } from '../methods/password/argon2.ts';
import { databaseFile } from '../storage/sqlite/storage.ts';
import type { CliParts } from './parts.ts';
import { runCli } from './run.ts';

const hasher = argon2Hasher({ threads: 1 });

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command as a person would type it; the house stays open. */
const command = async (
  house: House,
  argv: readonly string[],
  { input = '', answer, faults = [] }: { input?: string; answer?: boolean; faults?: readonly string[] } = {},
): Promise<Ran> => {
  const out: string[] = [];
  const err: string[] = [];
  const parts: CliParts = {
    terminal: {
      interactive: answer !== undefined,
      print: (line) => void out.push(line),
      say: (line) => void err.push(line),
      showProgress: (line) => void (line !== null && err.push(line)),
      readInput: async () => input,
      confirm: async () => answer ?? false,
    },
    serve: async () => void out.push('serving'),
    configurationFaults: () => faults,
    open: async () => ({ ...house, hasher, close: async () => undefined }),
  };
  const code = await runCli(argv, parts);
  return { code, out: out.join('\n'), err: err.join('\n') };
};

const file = (content: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'sallyport-test-')), 'users.csv');
  writeFileSync(path, content);
  return path;
};

const init = ['init', '--owner', 'root', '--email', 'root@example.com', '--password-stdin'];

test('init creates the first owner, once, and voids the printed link', async () => {
  const house = await openHouse();
  const printed = { id: house.newId<'link'>(), purpose: 'setup', user: null, tokenHash: 't' } as const;
  await house.transact(({ links }) => links.add({ ...printed, createdAt: monday, expiresAt: monday + day }));
  const weak = await command(house, init, { input: 'short\n' });
  expect(weak).toMatchObject({ code: 1, out: '' });
  expect(weak.err).toMatch(/^sallyport: password: /);
  const done = await command(house, [...init, '--json'], { input: 'quiet harbour lantern 7\n' });
  expect(done).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(done.out)).toMatchObject({ username: 'root' });
  expect(await house.read.links.find('t', monday)).toBeUndefined();
  expect(await house.read.users.byUsername('root')).toMatchObject({ state: 'active', role: 'owner' });
  expect(await command(house, init, { input: 'quiet harbour lantern 7\n' })).toMatchObject({ code: 1 });
});

test('token create prints the token alone; it is stored hashed, belongs to nobody and expires in 90 days', async () => {
  const house = await openHouse();
  const { code, out, err } = await command(house, ['token', 'create', '--name', 'ci', '--role', 'auditor']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^sp_[\w-]{43}$/);
  const stored = await house.read.apiTokens.byToken(tokenHash(out), monday);
  expect(stored).toMatchObject({ name: 'ci', role: 'auditor', user: null, expiresAt: monday + 90 * day });
  const listed = JSON.parse((await command(house, ['token', 'list', '--json'])).out);
  expect(listed.items).toHaveLength(1);
  expect(await command(house, ['token', 'revoke', listed.items[0].id])).toMatchObject({ code: 0 });
  expect(await house.read.apiTokens.byToken(tokenHash(out), monday)).toBeUndefined();
});

test.each([
  [['token', 'create', '--name', 'x', '--role', 'king']],
  [['token', 'create', '--name', 'x', '--role', 'owner', '--days', '366']],
  [['token', 'create', '--role', 'owner']],
  [['nonsense']],
  [['user', 'reset', 'ann']],
])('%j is not understood: exit code 2, and nothing is done', async (argv) => {
  const house = await openHouse();
  const ran = await command(house, argv);
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toMatch(/^error: /);
  expect(await house.read.apiTokens.list(monday)).toEqual([]);
});

test('user add prints the activation link', async () => {
  const house = await openHouse();
  const { code, out } = await command(house, ['user', 'add', 'ann', '--email', 'ann@example.com']);
  expect(code).toBe(0);
  expect(out).toMatch(/^https:\/\/login\.example\.org\/activate#[\w-]{43}$/);
});

test('user import tells mistakes line by line, and imports a clean file', async () => {
  const house = await openHouse();
  const broken = await command(house, [
    'user',
    'import',
    file('username,displayName,email\nann,Ann,no\n,B,b@example.com\n'),
  ]);
  expect(broken.code).toBe(1);
  expect(broken.err.split('\n').slice(0, 2)).toEqual([
    'sallyport: line 2: email must be an e-mail address',
    'sallyport: line 3: username must not be empty',
  ]);
  const clean = file('username,displayName,email,groups\nann,Ann,ann@example.com,Staff\n');
  const done = await command(house, ['user', 'import', clean, '--json', '--no-mail']);
  expect(JSON.parse(done.out)).toEqual({ users: 1, groups: 1, newGroups: ['Staff'], imported: true });
  expect(await house.read.outbox.countWaiting()).toBe(0);
  expect(await command(house, ['user', 'import', '/nowhere.csv'])).toMatchObject({ code: 1, out: '' });
});

test('user reset wants to know how the identity was verified', async () => {
  const house = await openHouse();
  await house.enroll(await house.active('ann'));
  const { code, out } = await command(house, [
    'user',
    'reset',
    'ANN',
    '--verified-by',
    'in person',
    '--json',
  ]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ username: 'ann', twoFactor: { methods: [] } });
  expect(await command(house, ['user', 'reset', 'nobody', '--verified-by', 'x'])).toMatchObject({
    code: 1,
    err: 'sallyport: There is no user nobody.',
  });
});

test('policies are listed, shown by name in any spelling, and switched', async () => {
  const house = await openHouse();
  const made = await createPolicy(house)(admin, {
    name: 'At night',
    description: '',
    state: 'on',
    who: { kind: 'everyone' },
    excludedGroups: [],
    conditions: {},
    action: { kind: 'deny' },
  });
  expect((await command(house, ['policy', 'list'])).out).toContain('At night, version 1');
  expect(JSON.parse((await command(house, ['policy', 'show', 'at NIGHT', '--json'])).out)).toEqual(made);
  expect((await command(house, ['policy', 'show', 'at NIGHT'])).out.split('\n').slice(0, 4)).toEqual([
    'At night',
    '  state            on',
    '  for              everyone',
    '  does             refuse the sign-in',
  ]);
  expect((await command(house, ['policy', 'list'])).out).not.toContain('version 0');
  expect(await command(house, ['policy', 'state', 'At night', 'off'])).toMatchObject({
    code: 0,
    out: 'off         deny     At night, version 2',
  });
  expect(await command(house, ['policy', 'state', 'At night', 'maybe'])).toMatchObject({ code: 2 });
  expect(await command(house, ['policy', 'show', 'nothing'])).toMatchObject({
    code: 1,
    err: 'sallyport: There is no such policy.',
  });
});

test('the audit log is searched by name in any spelling; names and kinds that nobody bears are said', async () => {
  const house = await openHouse();
  for (const name of ['ann', 'ben'])
    await command(house, ['user', 'add', name, '--email', `${name}@example.com`]);
  const found = await command(house, ['audit', 'list', '--user', 'ANN', '--json']);
  const { items }: { items: AuditEvent[] } = JSON.parse(found.out);
  expect(items.map(({ kind, subject }) => `${kind} ${subject?.name}`)).toContain('user.created ann');
  expect(items.map(({ subject }) => subject?.name)).not.toContain('ben');
  const { id = '' } = items[0]?.subject ?? {};
  expect((await command(house, ['audit', 'list', '--user', id, '--json'])).out).toBe(found.out);
  expect(await command(house, ['audit', 'list', '--user', 'olga'])).toMatchObject({
    code: 1,
    err: 'sallyport: There is no user olga.',
  });
  expect((await command(house, ['audit', 'list', '--kind', 'zzz,user'])).out).toContain('user.created');
  expect((await command(house, ['audit', 'list', '--kind', 'zzz'])).out).toBe(
    'Nothing was found: no entry of the log is of a kind that begins with zzz.',
  );
});

test('rescue asks only where somebody can answer, and does nothing on a no', async () => {
  const house = await openHouse();
  expect(await command(house, ['rescue', 'disable-enforcement'], { answer: false })).toMatchObject({
    code: 1,
    out: '',
  });
  expect((await house.read.settings.read()).enforcement).toBe(true);
  const off = await command(house, ['rescue', 'disable-enforcement', '--json']);
  expect(JSON.parse(off.out)).toEqual({ enforcement: false, changed: true });
  await command(house, ['rescue', 'enable-enforcement'], { answer: true });
  expect((await house.read.settings.read()).enforcement).toBe(true);
});

test('rescue reset-user lets one in whose period has expired', async () => {
  const house = await openHouse();
  await house.active('ann');
  await putRequirement(house)(admin, { kind: 'everyone' }, { strength: 'soft' });
  house.at(monday + 20 * day);
  const { out } = await command(house, ['rescue', 'reset-user', 'ann', '--json']);
  expect(JSON.parse(out).twoFactor.status).toBe('in-enrollment-period');
});

test('doctor tells each thing and its mend, and fails when one is wrong', async () => {
  const house = await openHouse();
  const healthy = await command(house, ['doctor', '--json']);
  expect(healthy.code).toBe(0);
  const { findings } = JSON.parse(healthy.out);
  expect(findings.map(({ check, state }: { check: string; state: string }) => `${check} ${state}`)).toEqual([
    'configuration good',
    'database good',
    'clock good',
    'time good',
    'key-file good',
    'mail-server warning',
    'owner warning',
    'audit-log good',
  ]);
  const off = { ...house, hostClock: { check: async () => ({ synchronised: false, offset: -2500 }) } };
  expect(await command(off, ['doctor'])).toMatchObject({ code: 1, err: '' });
  await command(house, ['user', 'add', 'ann', '--email', 'ann@example.com']);
  house.at(monday - day);
  expect((await command(house, ['doctor'])).out).toContain(
    'FAIL  time: the clock shows 2026-11-22T09:00:00.000Z',
  );
  const faulty = await command(house, ['doctor'], { faults: ['SALLYPORT_PORT must be a number'] });
  expect(faulty).toMatchObject({ code: 1 });
  expect(faulty.out).toContain('SALLYPORT_PORT');
});

test.each([
  [
    "update audit_events set event = replace(event, 'ben', 'eve') where seq = 3",
    'entry 3 is not what was recorded',
  ],
  ["update audit_events set event = 'x' where seq = 3", 'entry 3 is not what was recorded'],
  ['delete from audit_events where seq = 3', 'entry 3 is missing'],
  ['delete from audit_events where seq >= 4', 'entries 4 to 6 are missing'],
])('doctor finds where the audit log was tampered with: %s', async (tampering, message) => {
  const house = await openHouse();
  for (const name of ['ann', 'ben', 'cem'])
    await command(house, ['user', 'add', name, '--email', `${name}@example.com`]);
  const auditLog = async () => {
    const { code, out } = await command(house, ['doctor', '--json']);
    const found = JSON.parse(out).findings.find(({ check }: { check: string }) => check === 'audit-log');
    return { code, state: found.state, message: found.message };
  };
  expect(await auditLog()).toEqual({ code: 0, state: 'good', message: '6 entries, none changed or missing' });
  const database = new Database(join(house.folder, databaseFile));
  database.exec(tampering);
  database.close();
  expect(await auditLog()).toEqual({ code: 1, state: 'fault', message });
});

test('without a command it serves', async () => {
  const house = await openHouse();
  expect(await command(house, [])).toEqual({ code: 0, out: 'serving', err: '' });
  expect((await command(house, ['--help'])).out).toContain('rescue');
});
