import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from './support/client.ts';
import { activePerson, administrator, enrolledPerson, ownerPassword, startSignIn } from './support/people.ts';
import { freePort, type Installation, install, type RunningServer } from './support/server.ts';

/** The command line as a script uses it: beside the running server, without a terminal. */
let installation: Installation;
let server: RunningServer;
let admin: Client;
const now = new Date('2026-03-02T09:00:00Z');

beforeAll(async () => {
  installation = await install({ clock: now });
  server = await installation.start();
  admin = await administrator(installation, server);
});

afterAll(() => installation.remove());

/** How a command that fails ends. */
interface Failed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}
const failing = (args: readonly string[], input?: string): Promise<Failed> =>
  installation.cli(args, input).then(
    () => Promise.reject(new Error(`${args.join(' ')} did not fail`)),
    (failed: Failed) => failed,
  );
const json = async (args: readonly string[]) => {
  const { stdout, stderr } = await installation.cli([...args, '--json']);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
};

test('token create prints the token and nothing else, and the running server takes it', async () => {
  const { stdout, stderr } = await installation.cli(['token', 'create', '--name', 'ci', '--role', 'auditor']);
  expect({ stdout, stderr }).toEqual({ stdout: expect.stringMatching(/^sp_[\w-]{43}\n$/), stderr: '' });
  const token = new Client(server.url, { token: stdout.trim() });
  expect((await token.call('GET /audit-events')).status).toBe(200);
  const made = await json(['token', 'create', '--name', 'ci', '--role', 'help-desk', '--days', '7']);
  expect(made).toMatchObject({ name: 'ci', role: 'help-desk', expiresAt: '2026-03-09T09:00:00.000Z' });
  expect((await json(['token', 'list'])).items).toHaveLength(3);
  expect(await json(['token', 'revoke', made.id])).toEqual({ id: made.id, revoked: true });
  expect((await new Client(server.url, { token: made.token }).call('GET /users')).status).toBe(401);
});

test('user add prints the link that activates, and mails it if told to', async () => {
  const { stdout } = await installation.cli(['user', 'add', 'ann', '--email', 'ann@example.com']);
  const token = stdout.trim().split('#').at(-1) ?? '';
  expect(stdout).toMatch(/^http:\/\/localhost:\d+\/activate#[\w-]{43}\n$/);
  expect(await new Client(server.url, server).must('POST /links/check', { token })).toMatchObject({
    purpose: 'activation',
    user: { username: 'ann' },
  });
  const mailed = await json(['user', 'add', 'bob', '--email', 'bob@example.com', '--mail']);
  expect(mailed).toMatchObject({ user: { username: 'bob', state: 'staged' } });
  expect(JSON.stringify(mailed)).not.toContain('#');
  const { items } = await admin.must('GET /mails', undefined, { query: { to: 'bob@example.com' } });
  expect(items).toMatchObject([{ kind: 'activation' }]);
  const taken = await failing(['user', 'add', 'ANN', '--email', 'other@example.com']);
  expect(taken).toMatchObject({ code: 1, stdout: '', stderr: 'sallyport: This user name is taken.\n' });
});

test('links lead to the server, also when the command knows the data folder alone', async () => {
  const { SALLYPORT_URL: _, SALLYPORT_PORT: __, ...folderOnly } = installation.environment;
  const { stdout } = await installation.cli(
    ['user', 'add', 'wanda', '--email', 'wanda@example.com'],
    '',
    folderOnly,
  );
  expect(stdout.startsWith(`${installation.origin}/activate#`)).toBe(true);
});

test('user import is all or nothing, and tells mistakes by line', async () => {
  const file = join(installation.folder, 'users.csv');
  const head = 'username,displayName,email,groups\n';
  await writeFile(file, `${head}cleo,Cleo,cleo@example.com,Staff\ndan,Dan,nowhere,Staff\n`);
  const broken = await failing(['user', 'import', file]);
  expect(broken).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('line 3: email') });
  expect((await admin.must('GET /users', undefined, { query: { q: 'cleo' } })).items).toEqual([]);
  await writeFile(file, `${head}cleo,Cleo,cleo@example.com,Staff\ndan,Dan,dan@example.com,Staff;Night\n`);
  expect(await json(['user', 'import', file, '--dry-run'])).toMatchObject({ users: 2, imported: false });
  expect(await json(['user', 'import', file])).toEqual({
    users: 2,
    groups: 2,
    newGroups: expect.arrayContaining(['Staff', 'Night']),
    imported: true,
  });
  expect((await admin.must('GET /users', undefined, { query: { group: 'Night' } })).items).toMatchObject([
    { username: 'dan', state: 'staged' },
  ]);
});

test('user reset wants to know how the identity was verified, and works at once', async () => {
  const person = await enrolledPerson(admin, server, 'erin', now);
  expect(await failing(['user', 'reset', 'erin'])).toMatchObject({ code: 2, stdout: '' });
  expect((await person.browser.call('GET /session')).status).toBe(200);
  expect(
    await json(['user', 'reset', 'erin', '--verified-by', 'in person', '--note', 'lost phone']),
  ).toMatchObject({
    username: 'erin',
    twoFactor: { status: 'not-enrolled', methods: [], backupCodesLeft: 0 },
  });
  expect((await person.browser.call('GET /session')).status).toBe(401);
  const { items } = await admin.must('GET /audit-events', undefined, { query: { user: person.user.id } });
  expect(items[0]).toMatchObject({
    kind: 'two-factor.reset',
    actor: { kind: 'cli' },
    details: { identityVerifiedBy: 'in person', note: 'lost phone' },
  });
  const again = await failing(['user', 'reset', 'erin', '--verified-by', 'in person']);
  expect(again).toMatchObject({ code: 1, stdout: '' });
});

test('user unlock ends the pause after wrong passwords', async () => {
  const person = await activePerson(admin, server, 'finn');
  const stranger = () => new Client(server.url, server);
  for (let tries = 0; tries < 10; tries += 1)
    await stranger().call('POST /sign-ins', { username: 'finn', password: 'not their password' });
  await expect(startSignIn(server, person)).rejects.toThrow('invalid-credentials');
  expect(await json(['user', 'unlock', 'finn'])).toMatchObject({ username: 'finn' });
  await startSignIn(server, person);
  expect(await failing(['user', 'unlock', 'nobody'])).toMatchObject({
    code: 1,
    stdout: '',
    stderr: 'sallyport: There is no user nobody.\n',
  });
});

test('rescue works without a terminal, beside the server and without it', async () => {
  expect(await json(['rescue', 'disable-enforcement'])).toEqual({ enforcement: false, changed: true });
  expect(await admin.must('GET /overview')).toMatchObject({ enforcement: false });
  await server.stop();
  expect(await json(['rescue', 'disable-enforcement'])).toEqual({ enforcement: false, changed: false });
  expect(await json(['rescue', 'enable-enforcement'])).toEqual({ enforcement: true, changed: true });
  const reset = await json(['rescue', 'reset-user', 'erin']);
  expect(reset).toMatchObject({ username: 'erin' });
  server = await installation.start();
  expect(await admin.must('GET /overview')).toMatchObject({ enforcement: true });
});

test('doctor says what is wrong with an exit code of 1, as lines or as JSON', async () => {
  const port = await freePort();
  const smtp = { host: '127.0.0.1', port, security: 'none', username: '' } as const;
  await admin.must('PATCH /settings', { mail: { smtp } });
  const asJson = await failing(['doctor', '--json']);
  expect(asJson.code).toBe(1);
  const { findings } = JSON.parse(asJson.stdout);
  const states = Object.fromEntries(
    findings.map(({ check, state }: { check: string; state: string }) => [check, state]),
  );
  expect(states).toMatchObject({
    configuration: 'good',
    database: 'good',
    time: 'good',
    'key-file': 'good',
    'mail-server': 'fault',
    owner: 'good',
  });
  const asLines = await failing(['doctor']);
  expect(asLines.stdout).toContain(`FAIL  mail-server: 127.0.0.1:${port} cannot be reached`);
  await admin.must('PATCH /settings', { mail: { smtp: null } });
});

test('what is not understood is said with an exit code of 2, and what is refused with 1', async () => {
  for (const args of [
    ['nonsense'],
    ['token', 'create', '--name', 'x', '--role', 'king'],
    ['init', '--owner', 'x'],
  ])
    expect(await failing(args)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^error: /),
    });
  const second = ['init', '--owner', 'second', '--email', 'second@example.com', '--password-stdin'];
  expect(await failing(second, ownerPassword)).toMatchObject({ code: 1, stdout: '' });
  expect((await installation.cli(['--help'])).stdout).toContain('rescue');
});
