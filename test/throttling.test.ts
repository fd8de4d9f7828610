import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from './support/client.ts';
import { type MovingClock, minutes, movingClock } from './support/moving-clock.ts';
import { totpCode } from './support/oathtool.ts';
import {
  activePerson,
  administrator,
  enrolledPerson,
  type Person,
  startSignIn,
  userPassword,
} from './support/people.ts';
import { type Installation, install, type RunningServer } from './support/server.ts';

let installation: Installation;
let server: RunningServer;
let admin: Client;
let clock: MovingClock;

beforeAll(async () => {
  const start = new Date('2026-03-02T09:00:00Z');
  installation = await install({ clock: start });
  clock = movingClock(installation, start);
  server = await installation.start();
  admin = await administrator(installation, server);
});

afterAll(() => installation.remove());

const enter = (browser: Client, { username, password }: Pick<Person, 'username' | 'password'>) =>
  browser.call('POST /sign-ins', { username, password });
const stranger = () => new Client(server.url, server);
const wrongPassword = 'not the password of anybody';

const guessPassword = async (times: number, spell: (index: number) => string) => {
  for (let index = 0; index < times; index += 1)
    await enter(stranger(), { username: spell(index), password: wrongPassword });
};

/** Six digits that are none of the codes around now. */
const wrongCode = async (secret: string) => {
  const right = Number(await totpCode(secret, clock.now()));
  return String((right + 500_000) % 1_000_000).padStart(6, '0');
};

test('a stranger’s wrong passwords lock strangers out, and not a browser the user has used before', async () => {
  const person = await activePerson(admin, server, 'known');
  const own = await startSignIn(server, person);
  await guessPassword(10, () => 'known');
  expect((await enter(stranger(), person)).status).toBe(401);
  expect((await enter(own, person)).status).toBe(201);
  await clock.forward(31 * minutes);
  expect((await enter(stranger(), person)).status).toBe(201);
});

test('spellings of one user name share one number of tries', async () => {
  const { user } = await activePerson(admin, server, 'juergen');
  await admin.must('PATCH /users/:id', { username: 'Jürgen Weiß' }, { params: { id: user.id } });
  const person = { username: 'Jürgen Weiß', password: userPassword };
  const spellings = ['Jürgen Weiß', 'JÜRGEN WEISS', ' jürgen weiss ', 'Ju\u0308rgen Weiß', 'Ｊürgen Weiß'];
  await guessPassword(10, (index) => spellings[index % spellings.length] ?? '');
  expect((await enter(stranger(), person)).status).toBe(401);
  await clock.forward(31 * minutes);
  for (const username of spellings)
    expect((await enter(stranger(), { ...person, username })).status, username).toBe(201);
});

test('wrong passwords and wrong codes are counted apart, and a success clears its own', async () => {
  const person = await enrolledPerson(admin, server, 'apart', clock.now());
  await guessPassword(9, () => 'apart');
  const browser = await startSignIn(server, person);
  await guessPassword(9, () => 'apart');
  const code = await wrongCode(person.secret);
  for (let tries = 0; tries < 10; tries += 1)
    expect((await browser.call('POST /sign-ins/current/proofs', { method: 'totp', code })).status).toBe(401);
  const throttled = await browser.call('POST /sign-ins/current/proofs', { method: 'totp', code });
  expect(throttled).toMatchObject({ status: 429, problem: { code: 'too-many-attempts', retryAfter: 1800 } });
  const [backupCode = ''] = person.backupCodes;
  const other = { method: 'backup-code', code: backupCode } as const;
  expect(await browser.must('POST /sign-ins/current/proofs', other)).toMatchObject({ state: 'complete' });
});

test('a mailbox gets no more than 3 links for a new password in an hour', async () => {
  await activePerson(admin, server, 'mailbox');
  for (let index = 0; index < 6; index += 1)
    await stranger().must('POST /password-resets', { username: 'mailbox' });
  const { items } = await admin.must('GET /mails', undefined, { query: { to: 'mailbox@example.com' } });
  expect(items.filter(({ kind }) => kind === 'password-reset')).toHaveLength(3);
});

test('200 failures from one address are the end of its tries for a while, whatever X-Forwarded-For it makes up', async () => {
  const person = await activePerson(admin, server, 'office');
  await clock.forward(31 * minutes);
  for (let batch = 0; batch < 20; batch += 1)
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        stranger().call(
          'POST /sign-ins',
          { username: `nobody-${batch}-${index}`, password: wrongPassword },
          { headers: { 'x-forwarded-for': `203.0.113.${batch}` } },
        ),
      ),
    );
  const forged = await stranger().call(
    'POST /sign-ins',
    { username: person.username, password: person.password },
    {
      headers: {
        'x-forwarded-for': '198.51.100.7',
        forwarded: 'for=198.51.100.7',
        'x-real-ip': '198.51.100.7',
      },
    },
  );
  expect(forged).toMatchObject({ status: 429, problem: { code: 'too-many-attempts' } });
  expect(Number(forged.headers.get('retry-after'))).toBeGreaterThan(0);
  await clock.forward(11 * minutes);
  expect((await enter(stranger(), person)).status).toBe(201);
});

test('after 100 failures in a row an authenticator is disabled until it is set up again', async () => {
  const person = await enrolledPerson(admin, server, 'guessed', clock.now());
  for (let pause = 0; pause < 10; pause += 1) {
    await clock.forward(31 * minutes);
    const browser = await startSignIn(server, person);
    const code = await wrongCode(person.secret);
    for (let tries = 0; tries < 10; tries += 1)
      expect((await browser.call('POST /sign-ins/current/proofs', { method: 'totp', code })).status).toBe(
        401,
      );
  }
  await clock.forward(31 * minutes);
  const browser = await startSignIn(server, person);
  const right = { method: 'totp', code: await totpCode(person.secret, clock.now()) } as const;
  expect((await browser.call('POST /sign-ins/current/proofs', right)).status).toBe(409);
  const user = { params: { id: person.user.id } };
  const { items } = await admin.must('GET /users/:id/authenticators', undefined, user);
  expect(items).toMatchObject([{ method: 'totp', disabledAt: expect.any(String) }]);
  expect(await browser.must('GET /sign-ins/current')).toMatchObject({
    state: 'challenge',
    challenge: { methods: ['backup-code'] },
  });
});
