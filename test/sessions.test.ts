import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from './support/client.ts';
import { hours, type MovingClock, minutes, movingClock } from './support/moving-clock.ts';
import {
  activePerson,
  administrator,
  enrolledPerson,
  signInWithTotp,
  startSignIn,
} from './support/people.ts';
import { createTestDatabase } from './support/postgres.ts';
import { freePort, type Installation, install, type RunningServer } from './support/server.ts';

/** Sessions, and "live, not cached": two server processes on one database. */
describe.each(['SQLite', 'PostgreSQL'])('sessions on %s', (engine) => {
  let installation: Installation;
  let server: RunningServer;
  let other: RunningServer;
  let admin: Client;
  let clock: MovingClock;

  const sessionCookie = '__Host-sallyport-session';

  beforeAll(async () => {
    const start = new Date('2026-03-02T09:00:00Z');
    installation = await install({
      clock: start,
      ...(engine === 'PostgreSQL' && { databaseUrl: await createTestDatabase() }),
    });
    clock = movingClock(installation, start);
    server = await installation.start();
    other = await installation.start({ port: await freePort() });
    admin = await administrator(installation, server);
  });

  afterAll(() => installation.remove());

  /** The same browser, speaking to the other process. */
  const atOther = (browser: Client): Client => {
    const same = new Client(other.url, other);
    for (const [name, value] of browser.cookies) same.cookies.set(name, value);
    return same;
  };

  test('cookies are bound to this host, sent over TLS alone, kept from scripts and other sites; tokens have 256 bits', async () => {
    const person = await enrolledPerson(admin, server, 'cookies', clock.now());
    const answer = await new Client(server.url, server).call('POST /sign-ins', person);
    const [code = ''] = person.backupCodes;
    const completed = await (await startSignIn(server, person)).call('POST /sign-ins/current/proofs', {
      method: 'backup-code',
      code,
    });
    const set = [...answer.headers.getSetCookie(), ...completed.headers.getSetCookie()].filter(
      (cookie) => !/=;/.test(cookie),
    );
    expect(set).toHaveLength(3);
    for (const cookie of set) {
      expect(cookie).toMatch(/^__Host-sallyport-(sign-in|session|browser)=[\w-]{43}; /);
      expect(cookie).toMatch(/; Path=\//);
      expect(cookie).toMatch(/; HttpOnly/);
      expect(cookie).toMatch(/; Secure/);
      expect(cookie).toMatch(/; SameSite=(Strict|Lax)/);
      expect(cookie).not.toMatch(/Domain/i);
    }
  });

  test('every sign-in gets a session token of its own, that was nowhere before', async () => {
    const person = await enrolledPerson(admin, server, 'tokens', clock.now());
    const browser = person.browser;
    const seen = new Set([browser.cookies.get(sessionCookie)]);
    for (let round = 0; round < 3; round += 1) {
      await browser.must('POST /sign-ins', { username: person.username, password: person.password });
      const before = new Set(browser.cookies.values());
      const code = person.backupCodes[round] ?? '';
      await browser.must('POST /sign-ins/current/proofs', { method: 'backup-code', code });
      const token = browser.cookies.get(sessionCookie);
      expect(before).not.toContain(token);
      expect(seen).not.toContain(token);
      seen.add(token);
    }
  });

  test('a token of one’s own making is never taken over', async () => {
    const person = await activePerson(admin, server, 'fixation');
    const browser = new Client(server.url, server);
    const planted = 'A'.repeat(43);
    browser.cookies.set(sessionCookie, planted);
    await browser.must('POST /sign-ins', { username: person.username, password: person.password });
    expect(browser.cookies.get(sessionCookie)).not.toBe(planted);
    const thief = new Client(server.url, server);
    thief.cookies.set(sessionCookie, planted);
    expect((await thief.call('GET /session')).status).toBe(401);
  });

  test('a session’s level is what was proved, not what is set up', async () => {
    const person = await activePerson(admin, server, 'level');
    const user = { params: { id: person.user.id } };
    expect(await (await startSignIn(server, person)).must('GET /session')).toMatchObject({
      level: 'aal1',
      methods: [],
    });
    await admin.must('PUT /users/:id/requirement', { strength: 'optional' }, user);
    const skipped = await startSignIn(server, person);
    await skipped.must('POST /sign-ins/current/skip');
    expect(await skipped.must('GET /session')).toMatchObject({ level: 'aal1', methods: [] });
    const enrolled = await enrolledPerson(admin, server, 'level-2', clock.now());
    expect(await enrolled.browser.must('GET /session')).toMatchObject({ level: 'aal2', methods: ['totp'] });
  });

  test('signing out ends the session on the server, not only in the browser', async () => {
    const browser = await startSignIn(server, await activePerson(admin, server, 'leaving'));
    const copy = atOther(browser);
    await browser.must('DELETE /session');
    expect(browser.cookies.has(sessionCookie)).toBe(false);
    expect((await copy.call('GET /session')).status).toBe(401);
  });

  test('one’s other sessions end on request, and after a change of password', async () => {
    const person = await activePerson(admin, server, 'several');
    const [here, elsewhere, third] = [
      await startSignIn(server, person),
      await startSignIn(other, person),
      await startSignIn(server, person),
    ];
    const { items } = await here.must('GET /me/sessions');
    expect(items).toHaveLength(4);
    const { id } = await elsewhere.must('GET /session');
    await here.must('DELETE /me/sessions/:id', undefined, { params: { id } });
    expect((await elsewhere.call('GET /session')).status).toBe(401);
    await here.must('POST /me/step-up', { method: 'password', code: person.password });
    const newPassword = 'harbour violet engine nine';
    await here.must('PUT /me/password', { currentPassword: person.password, newPassword });
    expect((await third.call('GET /session')).status).toBe(401);
    expect((await here.call('GET /session')).status).toBe(200);
    const last = await startSignIn(server, { ...person, password: newPassword });
    await here.must('DELETE /me/sessions');
    expect((await last.call('GET /session')).status).toBe(401);
  });

  test('a session ends after an hour without use, and after 24 hours whatever happens', async () => {
    const person = await activePerson(admin, server, 'waiting');
    const idle = await startSignIn(server, person);
    const used = await startSignIn(server, person);
    const call = async (browser: Client) => (await browser.call('GET /session')).status;
    await clock.forward(59 * minutes);
    expect(await call(used)).toBe(200);
    await clock.forward(2 * minutes);
    expect(await call(idle)).toBe(401);
    for (let spent = 61 * minutes; spent < 24 * hours; spent += 50 * minutes) {
      expect(await call(used)).toBe(200);
      await clock.forward(Math.min(50 * minutes, 24 * hours - spent));
    }
    expect(await call(used)).toBe(401);
  });

  test('somebody who is suspended is out within a second, in every process', async () => {
    const person = await activePerson(admin, server, 'suspended');
    const browser = await startSignIn(server, person);
    const elsewhere = atOther(browser);
    expect((await elsewhere.call('GET /session')).status).toBe(200);
    const user = { params: { id: person.user.id } };
    await admin.must('POST /users/:id/suspend', undefined, user);
    const started = performance.now();
    expect((await elsewhere.call('GET /session')).status).toBe(401);
    expect((await browser.call('GET /session')).status).toBe(401);
    expect(performance.now() - started).toBeLessThan(1000);
    await admin.must('POST /users/:id/reactivate', {}, user);
    expect((await elsewhere.call('GET /session')).status, 'what was ended stays ended').toBe(401);
  });

  test('a policy that is switched on asks sessions below it to sign in again at once, in every process', async () => {
    const [below, above] = [
      await activePerson(admin, server, 'below'),
      await enrolledPerson(admin, server, 'above', clock.now()),
    ];
    await clock.forward(1 * minutes);
    const strong = atOther(await signInWithTotp(server, above, above.secret, clock.now()));
    const weak = atOther(await startSignIn(server, below));
    expect((await weak.call('GET /me')).status).toBe(200);
    await admin.must('PUT /requirements/everyone', { strength: 'forced' });
    expect(await weak.call('GET /me')).toMatchObject({
      status: 401,
      problem: { code: 'reauthentication-required' },
    });
    expect((await strong.call('GET /me')).status).toBe(200);
    const page = await weak.raw('GET', '/account', undefined, { accept: 'text/html' });
    expect(page.status).toBe(302);
    await admin.must('DELETE /requirements/everyone');
    expect((await weak.call('GET /me')).status).toBe(200);
  });
});
