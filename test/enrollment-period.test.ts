import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from './support/client.ts';
import { totpCode } from './support/oathtool.ts';
import {
  activateAs,
  activePerson,
  administrator,
  type Enrolled,
  enrollTotp,
  type Person,
  startSignIn,
} from './support/people.ts';
import { createTestDatabase } from './support/postgres.ts';
import { type Installation, install, type RunningServer } from './support/server.ts';

/** The life of a soft requirement, from the switch to the reset of a deadline that was missed. */
describe.each(['SQLite', 'PostgreSQL'])('requiring 2FA of everyone with 7 days of grace, on %s', (engine) => {
  let installation: Installation;
  let server: RunningServer;
  let admin: Client;
  let early: Person;
  let late: Person;
  let enrolled: Enrolled;
  let now = new Date('2026-03-02T09:00:00Z');

  const moveTo = async (time: string): Promise<void> => {
    now = new Date(time);
    await installation.setClock(now);
  };
  const enter = async ({ username, password }: Person) => {
    const browser = new Client(server.url, server);
    return { browser, state: await browser.must('POST /sign-ins', { username, password }) };
  };
  const statusOf = async ({ user }: Person) =>
    (await admin.must('GET /users/:id', undefined, { params: { id: user.id } })).twoFactor;

  beforeAll(async () => {
    installation = await install({
      clock: now,
      ...(engine === 'PostgreSQL' && { databaseUrl: await createTestDatabase() }),
    });
    server = await installation.start();
    admin = await administrator(installation, server);
    early = await activePerson(admin, server, 'early');
    late = await activePerson(admin, server, 'late');
  });

  afterAll(() => installation.remove());

  test('before it is switched on, a password is enough', async () => {
    const { browser, state } = await enter(early);
    expect(state.state).toBe('complete');
    expect(await browser.must('GET /session')).toMatchObject({ level: 'aal1', methods: [] });
  });

  test('the preview counts whom it concerns, and the switch starts their periods', async () => {
    const requirement = { strength: 'soft', days: 7 } as const;
    const preview = await admin.must('POST /policies/preview', {
      subject: { kind: 'everyone' },
      requirement,
    });
    expect(preview).toMatchObject({ concerned: 2, mustEnroll: 2, lockedOut: 0 });
    await admin.must('PUT /requirements/everyone', requirement);
    expect(await statusOf(late)).toMatchObject({
      status: 'in-enrollment-period',
      required: true,
      period: { startedAt: '2026-03-02T09:00:00.000Z', deadline: '2026-03-09T23:59:59.999Z' },
    });
  });

  test('the prompt can be skipped, and comes back at the next sign-in', async () => {
    for (const _ of ['first', 'second']) {
      const { browser, state } = await enter(early);
      expect(state).toMatchObject({
        state: 'enroll',
        enrollment: { strength: 'soft', skippable: true, deadline: '2026-03-09T23:59:59.999Z' },
      });
      expect(await browser.must('POST /sign-ins/current/skip')).toMatchObject({ state: 'complete' });
      expect((await browser.call('GET /session')).status).toBe(200);
    }
  });

  test('whoever sets it up gets ten backup codes once, and is asked for a code from then on', async () => {
    enrolled = await enrollTotp((await enter(early)).browser, now);
    expect(enrolled.backupCodes).toHaveLength(10);
    expect(await statusOf(early)).toMatchObject({
      status: 'enrolled',
      methods: ['totp'],
      backupCodesLeft: 10,
    });
    await moveTo('2026-03-02T10:00:00Z');
    const { browser, state } = await enter(early);
    expect(state).toMatchObject({ state: 'challenge', challenge: { default: 'totp' } });
    const code = await totpCode(enrolled.secret, now);
    const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
    expect(
      await browser.must('POST /sign-ins/current/proofs', { method: 'totp', code: spaced }),
    ).toMatchObject({ state: 'complete' });
    expect(await browser.must('GET /session')).toMatchObject({ level: 'aal2', methods: ['totp'] });
  });

  test('a backup code opens too, once', async () => {
    const [code = ''] = enrolled.backupCodes;
    const { browser } = await enter(early);
    expect(
      await browser.must('POST /sign-ins/current/proofs', { method: 'backup-code', code }),
    ).toMatchObject({ state: 'complete' });
    expect(await statusOf(early)).toMatchObject({ backupCodesLeft: 9 });
    const again = await startSignIn(server, early);
    expect((await again.call('POST /sign-ins/current/proofs', { method: 'backup-code', code })).status).toBe(
      401,
    );
  });

  test('mails say when the period starts, remind 3 days and 1 day before, and say when it is over', async () => {
    const kinds = async () =>
      (await admin.must('GET /mails', undefined, { query: { to: 'late@example.com' } })).items.map(
        ({ kind }) => kind,
      );
    await expect.poll(kinds, { timeout: 20_000 }).toContain('period-started');
    await moveTo('2026-03-07T08:00:00Z');
    await expect.poll(kinds, { timeout: 20_000 }).toHaveLength(2);
    await moveTo('2026-03-09T08:00:00Z');
    await expect.poll(kinds, { timeout: 20_000 }).toHaveLength(3);
    await moveTo('2026-03-10T08:00:00Z');
    await expect.poll(kinds, { timeout: 20_000 }).toHaveLength(4);
    const early = await admin.must('GET /mails', undefined, { query: { to: 'early@example.com' } });
    expect(early.items.map(({ kind }) => kind)).not.toContain('period-expired');
  });

  test('after the deadline the user is locked out, told why, and found by the filter', async () => {
    const { browser, state } = await enter(late);
    expect(state).toMatchObject({ state: 'denied', denial: { code: 'enrollment-expired' } });
    expect((await browser.call('POST /sign-ins/current/enrollments', { method: 'totp' })).status).toBe(409);
    expect((await browser.call('GET /session')).status).toBe(401);
    const expired = await admin.must('GET /users', undefined, { query: { status: 'expired' } });
    expect(expired.items.map(({ username }) => username)).toEqual(['late']);
  });

  test('toggling the switch moves no deadline', async () => {
    await admin.must('DELETE /requirements/everyone');
    expect((await enter(late)).state.state).toBe('complete');
    await admin.must('PUT /requirements/everyone', { strength: 'soft', days: 7, lapsedPeriods: 'locked' });
    expect((await enter(late)).state.state).toBe('denied');
  });

  test('a reset of the period, with a note on how the identity was verified, lets the user in again', async () => {
    await admin.must(
      'POST /users/:id/enrollment-period/reset',
      { identityVerifiedBy: 'video call', note: 'back from leave' },
      { params: { id: late.user.id } },
    );
    const { browser, state } = await enter(late);
    expect(state).toMatchObject({
      state: 'enroll',
      enrollment: { skippable: true, deadline: '2026-03-17T23:59:59.999Z' },
    });
    await enrollTotp(browser, now);
    const { items } = await admin.must('GET /audit-events', undefined, { query: { user: late.user.id } });
    expect(items.find(({ kind }) => kind === 'enrollment-period.reset')).toMatchObject({
      details: { identityVerifiedBy: 'video call', note: 'back from leave' },
    });
  });

  test('a new user sets it up while activating, without skipping, even after walking away from it', async () => {
    const user = await admin.must('POST /users', {
      username: 'newcomer',
      displayName: 'New Comer',
      email: 'newcomer@example.com',
    });
    expect(user.twoFactor.status).toBe('pre-enrollment');
    const browser = await activateAs(admin, server, user);
    expect(await browser.must('GET /sign-ins/current')).toMatchObject({
      state: 'enroll',
      enrollment: { strength: 'forced', skippable: false },
    });
    expect((await browser.call('POST /sign-ins/current/skip')).status).toBe(409);
    const { state } = await enter({ ...late, user, username: 'newcomer' });
    expect(state).toMatchObject({ state: 'enroll', enrollment: { skippable: false } });
  });

  test('the rescue command turns enforcement off and on again, while the server runs', async () => {
    const stranger = await admin.must('GET /users', undefined, { query: { q: 'newcomer' } });
    const person = { user: stranger.items[0] ?? late.user, username: 'newcomer', password: late.password };
    await installation.cli(['rescue', 'disable-enforcement']);
    expect((await enter(person)).state.state).toBe('complete');
    await installation.cli(['rescue', 'enable-enforcement']);
    expect((await enter(person)).state.state).toBe('enroll');
  });
});
