import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from './support/client.ts';
import { Client } from './support/client.ts';
import { type MovingClock, minutes, movingClock } from './support/moving-clock.ts';
import { activePerson, administrator, userPassword } from './support/people.ts';
import { type Installation, install, type RunningServer } from './support/server.ts';

/** Whoever is not let in learns nothing about why, nor whether there is such a user. */
let installation: Installation;
let server: RunningServer;
let admin: Client;
let clock: MovingClock;

const wrong = 'not the password of anybody';
/** Several names a kind, so that none but the locked one runs out of tries. */
const names = (kind: string): readonly string[] =>
  Array.from({ length: 8 }, (_, index) => `${kind}-${index}`);

/** Who tries, and with which password. */
const refused: Readonly<Record<string, { readonly names: readonly string[]; readonly password: string }>> = {
  unknown: { names: names('unknown'), password: wrong },
  'wrong password': { names: names('active'), password: wrong },
  suspended: { names: names('suspended'), password: userPassword },
  staged: { names: names('staged'), password: userPassword },
  locked: { names: ['locked'], password: userPassword },
};

beforeAll(async () => {
  const start = new Date('2026-03-02T09:00:00Z');
  installation = await install({ clock: start });
  clock = movingClock(installation, start);
  server = await installation.start();
  admin = await administrator(installation, server);
  for (const username of [...names('active'), 'locked']) await activePerson(admin, server, username);
  for (const username of names('suspended')) {
    const { user } = await activePerson(admin, server, username);
    await admin.must('POST /users/:id/suspend', undefined, { params: { id: user.id } });
  }
  for (const username of names('staged'))
    await admin.must('POST /users', {
      username,
      displayName: username,
      email: `${username}@example.com`,
    });
  for (let tries = 0; tries < 10; tries += 1) await attempt('locked', wrong);
});

afterAll(() => installation.remove());

const attempt = (username: string, password: string) =>
  new Client(server.url, server).call('POST /sign-ins', { username, password });

/** All of an answer that could differ by who asks. */
const seen = ({ status, headers, problem }: Answer<unknown>) => ({
  status,
  problem,
  headers: [...headers].filter(([name]) => name !== 'date'),
});

test('unknown, suspended, staged, locked and wrong-password users get the same status, body, headers and cookies', async () => {
  const answers = await Promise.all(
    Object.values(refused).map(async ({ names: [name = ''], password }) =>
      seen(await attempt(name, password)),
    ),
  );
  expect(answers[0]).toMatchObject({ status: 401, problem: { code: 'invalid-credentials' } });
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(JSON.stringify(answers[0])).not.toContain('set-cookie');
});

test('they get it in the same time', { retry: 2 }, async () => {
  const times = new Map(Object.keys(refused).map((kind) => [kind, [] as number[]]));
  for (let round = 0; round < 40; round += 1) {
    // The address, too, has only so many failures.
    if (round === 20) await clock.forward(11 * minutes);
    for (const [kind, { names, password }] of Object.entries(refused)) {
      const started = performance.now();
      await attempt(names[round % names.length] ?? '', password);
      times.get(kind)?.push(performance.now() - started);
    }
  }
  const medians = [...times.values()].map((each) => each.toSorted((a, b) => a - b)[20] ?? 0);
  expect(Math.max(...medians) / Math.min(...medians)).toBeLessThan(1.5);
});

test('asking for a new password is answered alike whoever it is, and mailed to active users alone', async () => {
  await clock.forward(11 * minutes);
  const answers = await Promise.all(
    Object.values(refused).map(async ({ names: [username = ''] }) =>
      seen(await new Client(server.url, server).call('POST /password-resets', { username })),
    ),
  );
  expect(answers[0]).toMatchObject({ status: 202 });
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  const mails = await admin.must('GET /mails');
  const receivers = mails.items.filter(({ kind }) => kind === 'password-reset').map(({ to }) => to);
  expect(receivers.toSorted()).toEqual(['active-0@example.com', 'locked@example.com']);
});

test('they are answered in the same time too', { retry: 2 }, async () => {
  await clock.forward(61 * minutes);
  const times = { active: [] as number[], unknown: [] as number[] };
  for (const kind of ['active', 'unknown', 'active', 'unknown', 'active', 'unknown'] as const)
    for (const username of names(kind)) {
      const started = performance.now();
      await new Client(server.url, server).must('POST /password-resets', { username });
      times[kind].push(performance.now() - started);
    }
  const [active = 0, unknown = 0] = [times.active, times.unknown].map(
    (each) => each.toSorted((a, b) => a - b)[12] ?? 0,
  );
  expect(Math.max(active, unknown) / Math.min(active, unknown)).toBeLessThan(1.1);
});

test('the first page of a sign-in tells the organisation’s name and help desk, and nothing of its users', async () => {
  const info = await new Client(server.url, server).must('GET /info');
  expect(Object.keys(info).toSorted()).toEqual(['helpDesk', 'organisation', 'setupNeeded']);
});
