import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Client } from './support/client.ts';
import { type Mailbox, openMailbox } from './support/mailbox.ts';
import { minutes, movingClock } from './support/moving-clock.ts';
import { totpCode } from './support/oathtool.ts';
import {
  activePerson,
  administrator,
  enrollTotp,
  ownerPassword,
  startSignIn,
  stepUp,
  userPassword,
} from './support/people.ts';
import { freePort, type Installation, install, type RunningServer } from './support/server.ts';

/** Everything secret of one whole story, and everything the server wrote down meanwhile. */
let installation: Installation;
let server: RunningServer;
let mailbox: Mailbox;
let admin: Client;
const secrets = new Map<string, string>();
const typedCodes: string[] = [];
const folder = () => join(installation.folder, 'data');

const smtpPassword = 'relay-secret-4711';
const newPassword = 'harbour violet engine nine';
const mistypedPassword = 'harbour violet engine ten';

const keepCookies = (whose: string, browser: Client): void => {
  for (const [name, value] of browser.cookies) secrets.set(`${whose}: ${name}`, value);
};

beforeAll(async () => {
  const start = new Date('2026-03-02T09:00:00Z');
  installation = await install({ clock: start });
  const clock = movingClock(installation, start);
  installation.environment.SALLYPORT_LOG_LEVEL = 'debug';
  server = await installation.start();
  secrets.set('setup link', /#([\w-]+)/.exec(server.output())?.[1] ?? '');
  const afterLink = server.output().length;
  admin = await administrator(installation, server);
  const { stdout } = await installation.cli(['token', 'create', '--name', 'kept', '--role', 'auditor']);
  secrets.set('API token', stdout.trim());

  const port = await freePort();
  mailbox = await openMailbox(port);
  const smtp = { host: '127.0.0.1', port, security: 'none', username: '', password: smtpPassword } as const;
  await admin.must('PATCH /settings', { mail: { smtp } });

  const person = await activePerson(admin, server, 'rachel');
  await admin.must('PUT /users/:id/requirement', { strength: 'forced' }, { params: { id: person.user.id } });
  const signIn = await startSignIn(server, person);
  keepCookies('sign-in', signIn);
  const enrolled = await enrollTotp(signIn, clock.now());
  keepCookies('session', enrolled.browser);
  secrets.set('TOTP secret', enrolled.secret);
  for (const code of enrolled.backupCodes) secrets.set(`backup code ${code}`, code);
  typedCodes.push(await totpCode(enrolled.secret, clock.now()));

  await clock.forward(1 * minutes);
  await stepUp(enrolled.browser, enrolled.secret, clock.now());
  typedCodes.push(await totpCode(enrolled.secret, clock.now()), '918273');
  const again = await startSignIn(server, person);
  await again.call('POST /sign-ins/current/proofs', { method: 'totp', code: '918273' });
  const [code = ''] = enrolled.backupCodes;
  await again.must('POST /sign-ins/current/proofs', { method: 'backup-code', code });
  keepCookies('second session', again);
  const { secret = '' } = await enrolled.browser.must('POST /me/authenticators', { method: 'totp' });
  secrets.set('TOTP secret of an enrollment that was begun', secret);

  const stranger = new Client(server.url, server);
  await stranger.call('POST /sign-ins', { username: mistypedPassword, password: 'rachel' });
  await stranger.raw('POST', '/api/v1/sign-ins', `{"password": "${mistypedPassword}", `);
  await stranger.raw('GET', `/api/v1/users?token=${stdout.trim()}`);
  await stranger.must('POST /password-resets', { username: 'rachel' });
  const text = await vi.waitFor(
    () => {
      const mail = mailbox.received.find((each) => each.text?.includes('/reset-password#'));
      if (mail?.text === undefined) throw new Error('the mail has not come');
      return mail.text;
    },
    { timeout: 20_000 },
  );
  const token = /#([\w-]+)/.exec(text)?.[1] ?? '';
  secrets.set('link for a new password', token);
  await stranger.must('POST /password-resets/redeem', { token, password: newPassword });
  for (const [name, password] of Object.entries({
    ownerPassword,
    userPassword,
    newPassword,
    mistypedPassword,
    smtpPassword,
  }))
    secrets.set(name, password);

  const { url } = await admin
    .must('POST /users', {
      username: 'waiting',
      displayName: 'Waiting',
      email: 'waiting@example.com',
      sendActivation: true,
    })
    .then(({ id }) => admin.must('POST /users/:id/activation-link', undefined, { params: { id } }));
  secrets.set('activation link', url.split('#').at(-1) ?? '');
  written = server.output().slice(afterLink);
});

let written: string;

afterAll(async () => {
  await mailbox.stop();
  await installation.remove();
});

/** Each secret in the forms it could take, but those of six digits, which are too short to be told from chance. */
const forms = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret).toString('hex'),
  secret.replaceAll('-', ''),
];

const expectNone = (text: string, where: string): void => {
  for (const [name, secret] of secrets) {
    expect(secret.length, name).toBeGreaterThan(8);
    for (const form of forms(secret)) expect(text.includes(form), `${name} in ${where}`).toBe(false);
  }
};

test('no secret reaches the log, not even at debug level', () => {
  expect(written.split('\n').length, 'the log says nothing at all').toBeGreaterThan(20);
  expectNone(written, 'the log');
  for (const code of typedCodes) expect(written).not.toMatch(new RegExp(`\\b${code}\\b`));
});

test('no secret reaches the audit log', async () => {
  const { items } = await admin.must('GET /audit-events', undefined, { query: { limit: 200 } });
  expect(items.length).toBeGreaterThan(10);
  const said = JSON.stringify(items.map(({ hash, ...event }) => event));
  expectNone(said, 'the audit log');
  for (const code of typedCodes) expect(said).not.toMatch(new RegExp(`\\b${code}\\b`));
});

test('the mails that administrators see bear no link that would work', async () => {
  const { items } = await admin.must('GET /mails');
  expect(items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['activation', 'password-reset']));
  expectNone(JSON.stringify(items), 'the mails');
});

test('nobody is answered what is stored as a secret', async () => {
  const answers = [
    await admin.must('GET /settings'),
    await admin.must('GET /users'),
    await admin.must('GET /tokens'),
    await admin.must('GET /policies'),
  ];
  expectNone(JSON.stringify(answers), 'answers');
});

test('whoever reads the database finds no secret in it', async () => {
  const files = (await readdir(folder())).filter((name) => name.startsWith('sallyport.db'));
  expect(files).toContain('sallyport.db-wal');
  for (const name of files) {
    const content = (await readFile(join(folder(), name))).toString('latin1');
    expectNone(content, name);
    const raw = await totpSecretBytes();
    expect(content.includes(raw.toString('latin1')), `the TOTP key, unencoded, in ${name}`).toBe(false);
  }
});

/** RFC 4648 §6. */
const totpSecretBytes = async (): Promise<Buffer> => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = (secrets.get('TOTP secret') ?? '').replace(/./g, (character) =>
    alphabet.indexOf(character).toString(2).padStart(5, '0'),
  );
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
};

test('the key that the secrets are encrypted with is outside the database, and its owner’s alone', async () => {
  const key = await readFile(join(folder(), 'keys'), 'utf8');
  expect((await stat(join(folder(), 'keys'))).mode & 0o077).toBe(0);
  const [, material = ''] = key.trim().split(/[\s:]/);
  expect(material.length).toBeGreaterThan(30);
  expect((await readFile(join(folder(), 'sallyport.db'))).toString('latin1').includes(material)).toBe(false);
});
