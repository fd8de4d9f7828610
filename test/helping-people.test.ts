import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from './support/client.ts';
import { type ReceivedMail, receiveMail } from './support/mailbox.ts';
import { totpCode } from './support/oathtool.ts';
import {
  activePerson,
  administrator,
  type Enrolled,
  enrolledPerson,
  enrollTotp,
  type Person,
  startSignIn,
} from './support/people.ts';
import { createTestDatabase } from './support/postgres.ts';
import { freePort, type Installation, install, type RunningServer } from './support/server.ts';

const verified = { identityVerifiedBy: 'called back', note: 'phone lost' };

describe.each(['SQLite', 'PostgreSQL'])('helping people, two processes on %s', (engine) => {
  let installation: Installation;
  let servers: readonly [RunningServer, RunningServer];
  let admin: Client;
  let inbox: ReceivedMail;
  let rachel: Person & Enrolled;
  let now = new Date('2026-03-02T09:00:00Z');

  const moveTo = async (time: string): Promise<void> => {
    now = new Date(time);
    await installation.setClock(now);
  };
  const about = ({ user }: Person) => ({ params: { id: user.id } });
  const handOut = (person: Person, minutes = 60) =>
    admin.must('POST /users/:id/temporary-access-code', { minutes, ...verified }, about(person));
  const give = (browser: Client, code: string) =>
    browser.call('POST /sign-ins/current/proofs', { method: 'temporary-access-code', code });
  const mailsTo = (address: string, subject: RegExp) => () =>
    inbox.received.filter(
      (mail) => mail.to?.some((to) => to.address === address) && subject.test(mail.subject ?? ''),
    ).length;

  beforeAll(async () => {
    installation = await install({
      clock: now,
      ...(engine === 'PostgreSQL' && { databaseUrl: await createTestDatabase() }),
    });
    const first = await installation.start();
    servers = [first, await installation.start({ port: await freePort() })];
    admin = await administrator(installation, first);
    await admin.must('PATCH /settings', {
      organisation: { helpDesk: 'Room 12, phone 4711', timeZone: 'UTC' },
    });
    inbox = await receiveMail(admin);
    rachel = await enrolledPerson(admin, first, 'rachel', now);
  });

  afterAll(async () => {
    await inbox.stop();
    await installation.remove();
  });

  test('of 16 parallel uses of one temporary access code exactly one gets in', async () => {
    const { code } = await handOut(rachel);
    const tries = await Promise.all(
      Array.from({ length: 8 }, (_, index) => startSignIn(servers[index % 2 === 0 ? 0 : 1], rachel)),
    );
    const answers = await Promise.all([...tries, ...tries].map((browser) => give(browser, code)));
    const through = answers.filter(({ status }) => status === 201);
    expect(through).toHaveLength(1);
    expect(through[0]?.body).toMatchObject({
      state: 'enroll',
      enrollment: { skippable: true, afterAccessCode: true },
    });
    expect(
      (await admin.must('GET /users/:id', undefined, about(rachel))).temporaryAccessCode,
    ).toBeUndefined();
  });

  test('who lost the telephone signs in with the code, sets up a new authenticator, and removes the old', async () => {
    await moveTo('2026-03-02T11:00:00Z');
    const { code, expiresAt } = await handOut(rachel);
    expect(expiresAt).toBe('2026-03-02T12:00:00.000Z');
    const browser = new Client(servers[0].url, servers[0]);
    expect(
      await browser.must('POST /sign-ins', { username: rachel.username, password: rachel.password }),
    ).toMatchObject({ state: 'challenge', challenge: { default: 'temporary-access-code' } });
    const typed = code.replaceAll('-', ' ').toUpperCase();
    expect((await give(browser, typed)).body.state).toBe('enroll');
    const { secret } = await enrollTotp(browser, now);
    expect(await browser.must('GET /session')).toMatchObject({ level: 'aal2' });
    await moveTo('2026-03-02T11:01:00Z');
    await browser.must('POST /me/step-up', { method: 'totp', code: await totpCode(secret, now) });
    const { items } = await browser.must('GET /me/authenticators');
    const old = items.find(({ createdAt }) => createdAt < '2026-03-02T10');
    await browser.must('DELETE /me/authenticators/:id', undefined, { params: { id: old?.id ?? '' } });
    rachel = { ...rachel, secret };
  });

  test('the mails about the code tell of it and do not hold it', async () => {
    const [added] = (await admin.must('GET /mails', undefined, { query: { limit: 200 } })).items.filter(
      ({ kind, to }) => kind === 'authenticator-added' && to === 'rachel@example.com',
    );
    expect(added?.text).toContain('still works');
    await expect.poll(mailsTo('rachel@example.com', /access code was made/), { timeout: 20_000 }).toBe(2);
    await expect.poll(mailsTo('rachel@example.com', /access code was used/), { timeout: 20_000 }).toBe(2);
    for (const { text } of inbox.received) expect(text ?? '').not.toMatch(/\w{4}-\w{4}-\w{4}-\w{4}/);
    expect(inbox.received.at(-1)?.text).toContain('Room 12, phone 4711');
  });

  test('it ends with its time, with a newer one, when it is voided, reset or suspended', async () => {
    const over: (readonly [string, () => Promise<unknown>])[] = [
      ['a newer one', () => handOut(rachel)],
      ['voided', () => admin.must('DELETE /users/:id/temporary-access-code', undefined, about(rachel))],
      ['its time', () => moveTo('2026-03-02T12:05:00Z')],
    ];
    for (const [what, end] of over) {
      const { code } = await handOut(rachel);
      const browser = await startSignIn(servers[1], rachel);
      await end();
      expect((await give(browser, code)).status, what).toBeGreaterThanOrEqual(401);
      await admin.must('DELETE /users/:id/temporary-access-code', undefined, about(rachel));
    }
    const ben = await enrolledPerson(admin, servers[0], 'ben', now);
    await handOut(ben);
    await admin.must('POST /users/:id/2fa/reset', verified, about(ben));
    expect((await admin.must('GET /users/:id', undefined, about(ben))).temporaryAccessCode).toBeUndefined();
    const { code } = await handOut(await enrolledPerson(admin, servers[0], 'bea', now));
    expect(code).toMatch(/^(\w{4}-){3}\w{4}$/);
  });

  test('who has nothing at all is asked for the code, and then sets up the first authenticator', async () => {
    const cleo = await enrolledPerson(admin, servers[0], 'cleo', now);
    await admin.must('POST /users/:id/2fa/reset', verified, about(cleo));
    const { code } = await handOut(cleo);
    const browser = await startSignIn(servers[0], cleo);
    expect((await browser.call('POST /sign-ins/current/enrollments', { method: 'totp' })).status).toBe(409);
    expect((await give(browser, code)).body).toMatchObject({
      state: 'enroll',
      enrollment: { strength: 'forced' },
    });
    expect((await enrollTotp(browser, now)).backupCodes).toHaveLength(10);
  });

  test('a code that would let nobody in is refused, with what helps instead', async () => {
    const dan = await activePerson(admin, servers[0], 'dan');
    const useless = await admin.call('POST /users/:id/temporary-access-code', verified, about(dan));
    expect(useless).toMatchObject({ status: 409, problem: { code: 'conflict' } });
    expect(useless.problem.detail).toContain('the password is enough');
    for (const minutes of [0, 9, 1441, 1.5]) {
      const answer = await admin.call(
        'POST /users/:id/temporary-access-code',
        { ...verified, minutes },
        about(dan),
      );
      expect(answer.problem.errors?.[0]?.field).toBe('minutes');
    }
  });

  test('on the command line the code is printed, once', async () => {
    const { stdout } = await installation.cli([
      'user',
      'access-code',
      'rachel',
      '--verified-by',
      'in person',
      '--json',
    ]);
    const { code } = JSON.parse(stdout) as { code: string };
    expect((await give(await startSignIn(servers[0], rachel), code)).body.state).toBe('enroll');
  });

  describe('while everybody has 7 days', () => {
    let eve: Person;
    let finn: Person;

    const deadlineOf = async (person: Person) =>
      (await admin.must('GET /users/:id', undefined, about(person))).twoFactor.period?.deadline;
    const enter = async (person: Person) => {
      const browser = new Client(servers[0].url, servers[0]);
      const { username, password } = person;
      return { browser, state: await browser.must('POST /sign-ins', { username, password }) };
    };

    beforeAll(async () => {
      eve = await activePerson(admin, servers[0], 'eve');
      finn = await activePerson(admin, servers[0], 'finn');
      await admin.must('PATCH /settings', { enrollment: { snoozeDays: 3 } });
      await admin.must('PATCH /users/:id', { language: 'de' }, about(finn));
      await admin.must('PUT /requirements/everyone', { strength: 'soft', days: 7 });
    });

    test('each reads the mail in their language, and that the deadline can be moved once', async () => {
      await expect.poll(mailsTo('eve@example.com', /^Set up two-factor/), { timeout: 20_000 }).toBe(1);
      await expect.poll(mailsTo('finn@example.com', /^Richten Sie bis /), { timeout: 20_000 }).toBe(1);
      const german = inbox.received.find(({ subject }) => subject?.startsWith('Richten Sie bis'));
      expect(german?.text).toContain('Guten Tag finn,');
      expect(german?.text).toContain('einmal um 3 Tage verschieben');
      expect(german?.text).toContain('Fragen? Wenden Sie sich an Ihren Helpdesk:\nRoom 12, phone 4711');
    });

    test('the deadline is moved in its last three days, once, whoever clicks how often', async () => {
      const early = await enter(eve);
      expect(early.state.enrollment?.snooze).toBeUndefined();
      expect((await early.browser.call('POST /sign-ins/current/snooze')).status).toBe(409);
      await moveTo('2026-03-07T12:00:00Z');
      const { browser, state } = await enter(eve);
      expect(state.enrollment?.snooze).toEqual({ days: 3, deadline: '2026-03-12T23:59:59.999Z' });
      const clicks = await Promise.all(
        Array.from({ length: 8 }, () => browser.call('POST /sign-ins/current/snooze')),
      );
      expect(clicks.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(await deadlineOf(eve)).toBe('2026-03-12T23:59:59.999Z');
      await browser.must('POST /sign-ins/current/skip');
      await expect.poll(mailsTo('eve@example.com', /^You now have until/), { timeout: 20_000 }).toBe(1);
      await moveTo('2026-03-11T12:00:00Z');
      expect((await enter(eve)).state.enrollment).toMatchObject({ skippable: true });
      expect((await enter(eve)).state.enrollment?.snooze).toBeUndefined();
      const { items } = await admin.must('GET /audit-events', undefined, { query: { user: eve.user.id } });
      expect(items.filter(({ kind }) => kind === 'enrollment-period.snoozed')).toHaveLength(1);
    });

    test('after the deadline nothing is moved any more', async () => {
      const { browser, state } = await enter(finn);
      expect(state).toMatchObject({ state: 'denied', denial: { helpDesk: 'Room 12, phone 4711' } });
      expect((await browser.call('POST /sign-ins/current/snooze')).status).toBe(409);
    });

    test('whoever is on leave finds a week after the return, and no reminder before it', async () => {
      const gus = await activePerson(admin, servers[0], 'gus');
      const last = await admin.must('PATCH /users/:id', { onLeaveUntil: '2026-03-31' }, about(gus));
      expect(last.onLeaveUntil).toBe('2026-03-31T23:59:59.999Z');
      expect(await deadlineOf(gus)).toBe('2026-04-07T23:59:59.999Z');
      expect((await enter(gus)).state).toMatchObject({ state: 'enroll' });
      await admin.must('PATCH /users/:id', { onLeaveUntil: null }, about(gus));
      expect(await deadlineOf(gus)).toBe('2026-04-07T23:59:59.999Z');
      const past = await admin.call('PATCH /users/:id', { onLeaveUntil: '2026-03-01' }, about(gus));
      expect(past.problem.errors?.[0]?.field).toBe('onLeaveUntil');
    });
  });

  test('an edited text is in the next mail, and a placeholder nobody knows is refused', async () => {
    const id = 'password-changed.en';
    const text = { subject: 'New password for {username}', body: 'Dear {name}, it was changed.' };
    const wrong = await admin.call(
      'PUT /mail-texts/:id',
      { ...text, body: 'Dear {nobody}' },
      { params: { id } },
    );
    expect(wrong.problem.errors?.[0]).toMatchObject({ field: 'body' });
    const preview = await admin.must('POST /mail-texts/:id/preview', text, { params: { id } });
    expect(preview.subject).toBe('New password for anna');
    expect(preview.text).toContain('Room 12, phone 4711');
    await admin.must('PUT /mail-texts/:id', text, { params: { id } });
    const items = (await admin.must('GET /mail-texts')).items;
    expect(items.filter(({ changedAt }) => changedAt !== undefined).map((each) => each.id)).toEqual([id]);
    await moveTo('2026-03-11T13:00:00Z');
    const browser = await startSignIn(servers[1], rachel);
    await browser.must('POST /sign-ins/current/proofs', {
      method: 'totp',
      code: await totpCode(rachel.secret, now),
    });
    await moveTo('2026-03-11T13:01:00Z');
    await browser.must('POST /me/step-up', { method: 'totp', code: await totpCode(rachel.secret, now) });
    await browser.must('PUT /me/password', {
      currentPassword: rachel.password,
      newPassword: 'harbour walnut thistle nine',
    });
    rachel = { ...rachel, password: 'harbour walnut thistle nine' };
    await expect
      .poll(mailsTo('rachel@example.com', /^New password for rachel$/), { timeout: 20_000 })
      .toBe(1);
    expect(await admin.must('DELETE /mail-texts/:id', undefined, { params: { id } })).toMatchObject({
      subject: 'Your password was changed',
    });
  });

  test('28 days after enrolling a check-up is due, mailed once, and done once', async () => {
    await moveTo('2026-03-31T09:00:00Z');
    await expect
      .poll(mailsTo('rachel@example.com', /^Does your second factor still work/), { timeout: 20_000 })
      .toBe(1);
    const browser = await startSignIn(servers[0], rachel);
    await browser.must('POST /sign-ins/current/proofs', {
      method: 'totp',
      code: await totpCode(rachel.secret, now),
    });
    expect(await browser.must('GET /me/check-up')).toMatchObject({
      due: true,
      proved: 'totp',
      authenticators: 1,
      backupCodesLeft: 10,
    });
    expect(await browser.must('POST /me/check-up/done', {})).toMatchObject({
      due: false,
      ended: { outcome: 'done' },
    });
    expect((await browser.call('POST /me/check-up/done', {})).status).toBe(409);
    expect(mailsTo('rachel@example.com', /^Does your second factor still work/)()).toBe(1);
  });
});
