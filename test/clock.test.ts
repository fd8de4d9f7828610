import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from './support/client.ts';
import { days, type MovingClock, minutes, movingClock } from './support/moving-clock.ts';
import { totpCode } from './support/oathtool.ts';
import { activePerson, administrator, enrolledPerson, startSignIn, userPassword } from './support/people.ts';
import { type Installation, install, type RunningServer } from './support/server.ts';

/** "Time runs forward": a clock that is turned back is reported, not believed. */
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

test('a clock turned back revives no code, neither a used one nor an old one', async () => {
  const person = await enrolledPerson(admin, server, 'rachel', clock.now());
  await clock.forward(10 * minutes);
  const at = clock.now();
  const [code, old] = [
    await totpCode(person.secret, at),
    await totpCode(person.secret, new Date(at.getTime() - 5 * 60_000)),
  ];
  const prove = async (typed: string) =>
    (await startSignIn(server, person)).call('POST /sign-ins/current/proofs', {
      method: 'totp',
      code: typed,
    });
  expect((await prove(code)).status).toBe(201);
  await clock.forward(-5 * minutes);
  expect(await prove(code)).toMatchObject({ status: 401, problem: { code: 'used-code' } });
  expect(await prove(old)).toMatchObject({ status: 401, problem: { code: 'wrong-code' } });
  await clock.forward(6 * minutes);
  expect((await prove(await totpCode(person.secret, clock.now()))).status).toBe(201);
});

test('a clock turned back revives no deadline and no link, and those who look after it are told', async () => {
  const person = await activePerson(admin, server, 'late');
  const user = { params: { id: person.user.id } };
  const staged = await admin.must('POST /users', {
    username: 'new',
    displayName: 'New',
    email: 'new@example.com',
  });
  const { url } = await admin.must('POST /users/:id/activation-link', undefined, {
    params: { id: staged.id },
  });
  const good = await installation.cli(['doctor']).catch((failed: { stdout: string }) => failed);
  expect(good.stdout).toContain('ok    time');
  await admin.must('PUT /users/:id/requirement', { strength: 'soft', days: 1 }, user);
  await clock.forward(8 * days);
  expect(await (await startSignIn(server, person)).must('GET /sign-ins/current')).toMatchObject({
    state: 'denied',
  });

  await clock.forward(-8 * days);
  expect(await (await startSignIn(server, person)).must('GET /sign-ins/current')).toMatchObject({
    state: 'denied',
    denial: { code: 'enrollment-expired' },
  });
  expect((await admin.must('GET /users/:id', undefined, user)).twoFactor.status).toBe('expired');
  const token = url.split('#').at(-1) ?? '';
  const activation = { token, password: userPassword };
  expect((await new Client(server.url, server).call('POST /activations', activation)).status).toBe(410);
  const { clock: told } = await admin.must('GET /overview');
  expect(told.behind).toBeGreaterThan(7.9 * days * 1000);
  await expect(installation.cli(['doctor'])).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringContaining('FAIL  time: the clock shows 2026-03-02T09:'),
  });
});
