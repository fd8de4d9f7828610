import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from './support/client.ts';
import { days, type MovingClock, minutes, movingClock } from './support/moving-clock.ts';
import {
  activePerson,
  administrator,
  type Enrolled,
  enrolledPerson,
  enrollTotp,
  type Person,
  signInWithTotp,
  startSignIn,
  stepUp,
} from './support/people.ts';
import { type Installation, install, type RunningServer } from './support/server.ts';

let installation: Installation;
let server: RunningServer;
let admin: Client;
let clock: MovingClock;
let first: Person & Enrolled;
let meter: Person;
let ann: Person & Enrolled;

const strict = { strictProfile: { on: true } };

beforeAll(async () => {
  const start = new Date('2026-03-02T09:00:00Z');
  installation = await install({ clock: start });
  clock = movingClock(installation, start);
  server = await installation.start();
  admin = await administrator(installation, server);
  first = await enrolledPerson(admin, server, 'olga', clock.now());
  await admin.must('PUT /users/:id/role', { role: 'owner' }, { params: { id: first.user.id } });
  ann = await enrolledPerson(admin, server, 'ann', clock.now());
  meter = await activePerson(admin, server, 'meter');
}, 60_000);
afterAll(() => installation.remove());

const someTimeLater = () => clock.forward(1 * minutes);

const mailsOf = async (kind: string) =>
  (await admin.must('GET /mails', undefined, { query: { limit: 200 } })).items.filter(
    (mail) => mail.kind === kind,
  );

test('who is exempt signs in by the password alone, and every administrator is mailed each time', async () => {
  await admin.must('PUT /requirements/everyone', { strength: 'forced' });
  await admin.must('POST /exemptions', {
    userId: meter.user.id,
    ownerId: first.user.id,
    reason: 'Reads the meters.',
    until: new Date(clock.now().getTime() + 30 * days).toISOString(),
  });
  for (const times of [1, 2]) {
    const browser = await startSignIn(server, meter);
    expect(await browser.must('GET /session')).toMatchObject({ user: { username: 'meter' } });
    const mails = await mailsOf('exempt-sign-in');
    expect(mails.map(({ to }) => to).sort()).toEqual(
      Array.from({ length: times }, () => ['olga@example.com', 'olivia@example.com'])
        .flat()
        .sort(),
    );
  }
  const { items } = await admin.must('GET /users', undefined, { query: { q: 'meter' } });
  expect(items).toMatchObject([{ twoFactor: { required: false } }]);
});

test('no program turns the strict profile on, and nobody while no other administrator is enrolled', async () => {
  expect(await admin.call('PATCH /settings', strict)).toMatchObject({
    status: 403,
    problem: { code: 'permission-denied' },
  });
  await someTimeLater();
  const browser = await signInWithTotp(server, first, first.secret, clock.now());
  expect(await browser.call('PATCH /settings', strict)).toMatchObject({
    status: 403,
    problem: { code: 'step-up-required' },
  });
  await someTimeLater();
  await stepUp(browser, first.secret, clock.now());
  expect(await browser.call('PATCH /settings', strict)).toMatchObject({
    status: 409,
    problem: { code: 'conflict', errors: [{ field: 'strictProfile.on' }] },
  });
  expect((await admin.must('GET /settings')).strictProfile).toEqual({ on: false });
});

test('turned on, it asks everybody at once, whoever is exempt included', async () => {
  const second = await activePerson(admin, server, 'otto');
  await admin.must('PUT /users/:id/role', { role: 'administrator' }, { params: { id: second.user.id } });
  await enrollTotp(await startSignIn(server, second), clock.now());
  await someTimeLater();
  const browser = await signInWithTotp(server, first, first.secret, clock.now());
  await someTimeLater();
  await stepUp(browser, first.secret, clock.now());
  await browser.must('PATCH /settings', strict);
  await admin.must('DELETE /requirements/everyone');
  const state = await (await startSignIn(server, meter)).must('GET /sign-ins/current');
  expect(state).toMatchObject({
    state: 'enroll',
    enrollment: { strength: 'forced', skippable: false, requiredBy: [{ name: 'Strict profile' }] },
  });
  const { items } = await admin.must('GET /users', undefined, { query: { required: 'false' } });
  expect(items).toEqual([]);
});

test('three wrong tries lock a method until an administrator unlocks, however long one waits', async () => {
  const { params } = { params: { id: ann.user.id } };
  const browser = await startSignIn(server, ann);
  const wrong = () => browser.call('POST /sign-ins/current/proofs', { method: 'totp', code: '000000' });
  for (const _ of [1, 2, 3]) expect((await wrong()).status).toBe(401);
  const locked = await wrong();
  expect(locked).toMatchObject({ status: 429, problem: { code: 'too-many-attempts' } });
  expect(locked.problem.detail).toMatch(/until an administrator unlocks/);
  expect(locked.problem.retryAfter).toBe(undefined);
  await clock.forward(300 * days);
  const { stdout } = await installation.cli(['token', 'create', '--name', 'later', '--role', 'help-desk']);
  const later = new Client(server.url, { token: stdout.trim() });
  await expect(signInWithTotp(server, ann, ann.secret, clock.now())).rejects.toThrow(/429/);
  await later.must('POST /users/:id/unlock', undefined, { params });
  await someTimeLater();
  const back = await signInWithTotp(server, ann, ann.secret, clock.now());
  expect(await back.must('GET /session')).toMatchObject({ user: { username: 'ann' } });
});

test('wrong passwords lock alike, for names that nobody bears too', async () => {
  const answers = async (username: string) => {
    const browser = new Client(server.url, server);
    const tries: number[] = [];
    for (const _ of [1, 2, 3, 4])
      tries.push((await browser.call('POST /sign-ins', { username, password: 'not this one' })).status);
    return tries;
  };
  expect(await answers('ann')).toEqual(await answers('nobody-at-all'));
});
