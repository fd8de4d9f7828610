import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from './support/client.ts';
import { type ReceivedMail, receiveMail } from './support/mailbox.ts';
import { days, type MovingClock, minutes, movingClock } from './support/moving-clock.ts';
import { totpCode } from './support/oathtool.ts';
import {
  activateAs,
  activePerson,
  administrator,
  type Enrolled,
  enrolledPerson,
  enrollTotp,
  type Person,
  signInWithTotp,
  startSignIn,
  stepUp,
  userPassword,
} from './support/people.ts';
import { type Installation, install, type RunningServer } from './support/server.ts';

/** "Enrolling and resetting": nobody adds, changes or loses a factor without proving what they have. */
let installation: Installation;
let server: RunningServer;
let admin: Client;
let clock: MovingClock;
let mailbox: ReceivedMail;

beforeAll(async () => {
  const start = new Date('2026-03-02T09:00:00Z');
  installation = await install({ clock: start });
  clock = movingClock(installation, start);
  server = await installation.start();
  admin = await administrator(installation, server);
  mailbox = await receiveMail(admin);
});

afterAll(async () => {
  await mailbox.stop();
  await installation.remove();
});

const of = (person: Person) => ({ params: { id: person.user.id } });
const statusOf = async (person: Person) =>
  (await admin.must('GET /users/:id', undefined, of(person))).twoFactor;
const resetTwoFactor = (person: Person) =>
  admin.must('POST /users/:id/2fa/reset', { identityVerifiedBy: 'in person' }, of(person));
const kindsOfMails = async (username: string) => {
  const { items } = await admin.must('GET /mails', undefined, { query: { to: `${username}@example.com` } });
  return items.map(({ kind }) => kind);
};

/** Signed in with a code of a step of its own, and proved once more. */
const readyForChanges = async (person: Person & Enrolled): Promise<Client> => {
  await clock.forward(1 * minutes);
  const browser = await signInWithTotp(server, person, person.secret, clock.now());
  await clock.forward(1 * minutes);
  await stepUp(browser, person.secret, clock.now());
  return browser;
};

/** The token of the link for a new password. */
const linkMailedTo = async (username: string): Promise<string> =>
  (await mailbox.readLink(`${username}@example.com`)).split('#')[1] ?? '';

test('adding, renewing and removing a factor, new backup codes and a new password need a fresh proof', async () => {
  const person = await enrolledPerson(admin, server, 'fresh', clock.now());
  await clock.forward(1 * minutes);
  const browser = await signInWithTotp(server, person, person.secret, clock.now());
  const { items } = await browser.must('GET /me/authenticators');
  const own = { params: { id: items[0]?.id ?? '' } };
  const newPassword = 'harbour violet engine nine';
  const refused = async () => [
    await browser.call('POST /me/authenticators', { method: 'totp' }),
    await browser.call('POST /me/authenticators', { method: 'totp', replaces: own.params.id }),
    await browser.call('DELETE /me/authenticators/:id', undefined, own),
    await browser.call('POST /me/backup-codes'),
    await browser.call('PUT /me/password', { currentPassword: userPassword, newPassword }),
  ];
  for (const answer of await refused())
    expect(answer).toMatchObject({ status: 403, problem: { code: 'step-up-required' } });

  await clock.forward(1 * minutes);
  await stepUp(browser, person.secret, clock.now());
  expect((await browser.call('POST /me/authenticators', { method: 'totp' })).status).toBe(201);
  await clock.forward(6 * minutes);
  for (const answer of await refused()) expect(answer.status, 'a proof does not stay fresh').toBe(403);
  expect(await statusOf(person)).toMatchObject({ methods: ['totp'], backupCodesLeft: 10 });
});

test('a password is no proof for somebody who has a factor', async () => {
  const person = await enrolledPerson(admin, server, 'password-only', clock.now());
  const password = { method: 'password', code: person.password } as const;
  expect(await person.browser.call('POST /me/step-up', password)).toMatchObject({
    status: 409,
    problem: { code: 'method-not-available' },
  });
});

test('a proof by password is worth nothing once a factor is set up in another browser', async () => {
  await admin.must('PATCH /settings', { signIn: { askEnrolledWhenNotRequired: false } });
  const person = await activePerson(admin, server, 'two-browsers');
  const [thief, owner] = [await startSignIn(server, person), await startSignIn(server, person)];
  const begun = [];
  for (const browser of [thief, owner]) {
    await browser.must('POST /me/step-up', { method: 'password', code: person.password });
    begun.push(await browser.must('POST /me/authenticators', { method: 'totp' }));
  }
  const [ofThief, ofOwner] = await Promise.all(
    begun.map(async ({ id, secret = '' }) => ({
      params: { id },
      code: await totpCode(secret, clock.now()),
    })),
  );
  if (ofThief === undefined || ofOwner === undefined) throw new Error('nothing was begun');
  const confirm = 'POST /me/authenticators/:id/confirm';
  await owner.must(confirm, { code: ofOwner.code }, ofOwner);
  const { items } = await owner.must('GET /me/authenticators');
  expect((await thief.call('GET /session')).status, 'nothing is required: the session goes on').toBe(200);
  for (const answer of [
    await thief.call(confirm, { code: ofThief.code }, ofThief),
    await thief.call('POST /me/authenticators', { method: 'totp' }),
    await thief.call('POST /me/backup-codes'),
    await thief.call('DELETE /me/authenticators/:id', undefined, { params: { id: items[0]?.id ?? '' } }),
  ])
    expect(answer).toMatchObject({ status: 403, problem: { code: 'step-up-required' } });
  expect((await owner.must('GET /me/authenticators')).items).toEqual(items);
  await admin.must('PATCH /settings', { signIn: { askEnrolledWhenNotRequired: true } });
});

test('of two browsers half-way through setting it up, the first to confirm is the only one', async () => {
  const person = await activePerson(admin, server, 'half-way');
  await admin.must('PUT /users/:id/requirement', { strength: 'forced' }, of(person));
  const browsers = [await startSignIn(server, person), await startSignIn(server, person)];
  const begun = await Promise.all(
    browsers.map(async (browser) => {
      const { id, secret = '' } = await browser.must('POST /sign-ins/current/enrollments', {
        method: 'totp',
      });
      return { browser, params: { id }, code: await totpCode(secret, clock.now()) };
    }),
  );
  const answers = await Promise.all(
    begun.map(({ browser, params, code }) =>
      browser.call('POST /sign-ins/current/enrollments/:id/confirm', { code }, { params }),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  const { items } = await admin.must('GET /users/:id/authenticators', undefined, of(person));
  expect(items).toHaveLength(1);
});

test('so it is in the account, where a password was enough to begin', async () => {
  const person = await activePerson(admin, server, 'half-way-account');
  const begun = await Promise.all(
    [await startSignIn(server, person), await startSignIn(server, person)].map(async (browser) => {
      await browser.must('POST /me/step-up', { method: 'password', code: person.password });
      const { id, secret = '' } = await browser.must('POST /me/authenticators', { method: 'totp' });
      return { browser, params: { id }, code: await totpCode(secret, clock.now()) };
    }),
  );
  const answers = await Promise.all(
    begun.map(({ browser, params, code }) =>
      browser.call('POST /me/authenticators/:id/confirm', { code }, { params }),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(await statusOf(person)).toMatchObject({ methods: ['totp'], backupCodesLeft: 10 });
});

test('an abandoned enrollment counts for nothing, and is finished by nobody else and not much later', async () => {
  const person = await activePerson(admin, server, 'abandons');
  await admin.must('PUT /users/:id/requirement', { strength: 'forced' }, of(person));
  const browser = await startSignIn(server, person);
  const { id, secret = '' } = await browser.must('POST /sign-ins/current/enrollments', { method: 'totp' });
  expect(await statusOf(person)).toMatchObject({ status: 'not-enrolled', methods: [] });
  const other = await startSignIn(server, person);
  expect(await other.must('GET /sign-ins/current')).toMatchObject({ state: 'enroll' });
  const confirm = async (by: Client) =>
    by.call(
      'POST /sign-ins/current/enrollments/:id/confirm',
      { code: await totpCode(secret, clock.now()) },
      { params: { id } },
    );
  expect((await confirm(other)).status).toBe(404);
  await clock.forward(11 * minutes);
  expect((await confirm(browser)).status).toBe(404);
  expect((await statusOf(person)).methods).toEqual([]);
});

test('the last factor cannot be removed while one is required, softly or by force', async () => {
  const person = await enrolledPerson(admin, server, 'last', clock.now());
  const browser = await readyForChanges(person);
  const { items } = await browser.must('GET /me/authenticators');
  const remove = () =>
    browser.call('DELETE /me/authenticators/:id', undefined, { params: { id: items[0]?.id ?? '' } });
  for (const strength of ['forced', 'soft'] as const) {
    await admin.must('PUT /users/:id/requirement', { strength }, of(person));
    expect(await remove()).toMatchObject({ status: 409, problem: { code: 'last-authenticator' } });
  }
  expect(await statusOf(person)).toMatchObject({ status: 'enrolled', backupCodesLeft: 10 });
  await admin.must('DELETE /users/:id/requirement', undefined, of(person));
  expect((await remove()).status).toBe(204);
  expect(
    await statusOf(person),
    'codes without an authenticator would be a factor nobody set up',
  ).toMatchObject({
    status: 'not-enrolled',
    backupCodesLeft: 0,
  });
});

test('whoever missed the deadline enrolls on no channel until it is reset', async () => {
  const person = await activePerson(admin, server, 'too-late');
  await admin.must('PUT /users/:id/requirement', { strength: 'soft', days: 1 }, of(person));
  const before = await startSignIn(server, person);
  const begun = await before.must('POST /sign-ins/current/enrollments', { method: 'totp' });
  const session = await startSignIn(server, person);
  await session.must('POST /sign-ins/current/skip');
  await session.must('POST /me/step-up', { method: 'password', code: person.password });
  await clock.moveTo(new Date('2026-03-03T23:59:30Z'));
  const lastMinute = await startSignIn(server, person);
  const { id, secret = '' } = await lastMinute.must('POST /sign-ins/current/enrollments', { method: 'totp' });
  const skipped = await startSignIn(server, person);
  await skipped.must('POST /sign-ins/current/skip');
  await skipped.must('POST /me/step-up', { method: 'password', code: person.password });
  await clock.forward(1 * minutes);

  const code = await totpCode(secret, clock.now());
  const confirm = { params: { id } };
  expect(
    (await lastMinute.call('POST /sign-ins/current/enrollments/:id/confirm', { code }, confirm)).status,
  ).toBe(409);
  expect((await before.call('GET /sign-ins/current')).status, begun.id).toBe(401);
  for (const browser of [session, skipped])
    expect((await browser.call('POST /me/authenticators', { method: 'totp' })).status).toBe(401);
  const again = await startSignIn(server, person);
  expect((await again.call('POST /sign-ins/current/enrollments', { method: 'totp' })).status).toBe(409);
  const link = await admin.call('POST /users/:id/activation-link', undefined, of(person));
  expect(link.status, 'an activated account is not activated anew').toBe(409);
  await new Client(server.url, server).must('POST /password-resets', { username: person.username });
  const token = await linkMailedTo(person.username);
  await new Client(server.url, server).must('POST /password-resets/redeem', {
    token,
    password: userPassword,
  });
  expect(await (await startSignIn(server, person)).must('GET /sign-ins/current')).toMatchObject({
    state: 'denied',
    denial: { code: 'enrollment-expired' },
  });
  expect(await statusOf(person)).toMatchObject({ status: 'expired', methods: [] });
});

test('a link for a new password signs nobody in, skips no second factor, ends what was open, and works once', async () => {
  const person = await enrolledPerson(admin, server, 'forgetful', clock.now());
  const ask = () => new Client(server.url, server).must('POST /password-resets', { username: 'forgetful' });
  await ask();
  const older = await linkMailedTo('forgetful');
  await clock.forward(1 * minutes);
  await ask();
  const token = await linkMailedTo('forgetful');
  const underWay = await startSignIn(server, person);
  const receiver = new Client(server.url, server);
  const redeem = (with_: string, password: string) =>
    receiver.call('POST /password-resets/redeem', { token: with_, password });
  expect((await redeem(older, 'thistle marble anchor two')).status, 'a newer link voids the older').toBe(410);

  const password = 'thistle marble anchor one';
  expect((await redeem(token, password)).status).toBe(204);
  expect([...receiver.cookies]).toEqual([]);
  expect((await receiver.call('GET /session')).status).toBe(401);
  expect((await person.browser.call('GET /session')).status).toBe(401);
  expect((await underWay.call('GET /sign-ins/current')).status).toBe(401);
  expect((await redeem(token, 'thistle marble anchor two')).status).toBe(410);
  await expect(startSignIn(server, person), 'the old password is void').rejects.toThrow(
    'invalid-credentials',
  );
  const after = await startSignIn(server, { ...person, password });
  expect(await after.must('GET /sign-ins/current')).toMatchObject({ state: 'challenge' });
  expect((await after.call('GET /session')).status).toBe(401);
});

test('a link for a new password lapses after an hour', async () => {
  await activePerson(admin, server, 'slow');
  await new Client(server.url, server).must('POST /password-resets', { username: 'slow' });
  const token = await linkMailedTo('slow');
  await clock.forward(61 * minutes);
  const answer = await new Client(server.url, server).call('POST /password-resets/redeem', {
    token,
    password: 'thistle marble anchor one',
  });
  expect(answer.status).toBe(410);
});

test('a reset voids authenticators, backup codes, known browsers, sessions and sign-ins under way', async () => {
  const person = await enrolledPerson(admin, server, 'reset', clock.now());
  const known = person.browser;
  const underWay = await startSignIn(server, person);
  await resetTwoFactor(person);
  expect((await known.call('GET /session')).status).toBe(401);
  expect((await underWay.call('GET /sign-ins/current')).status).toBe(401);
  expect(await statusOf(person)).toMatchObject({ status: 'not-enrolled', methods: [], backupCodesLeft: 0 });
  expect(await (await startSignIn(server, person)).must('GET /sign-ins/current')).toMatchObject({
    state: 'enroll',
    enrollment: { skippable: false },
  });
  const { username } = person;
  for (let tries = 0; tries < 10; tries += 1)
    await new Client(server.url, server).call('POST /sign-ins', { username, password: 'not their password' });
  const before = await known.call('POST /sign-ins', { username, password: person.password });
  expect(before.status, 'it is a stranger’s browser again').toBe(401);
  await admin.must('POST /users/:id/unlock', undefined, of(person));
  const again = await enrollTotp(await startSignIn(server, person), clock.now());
  await clock.forward(1 * minutes);
  const next = await startSignIn(server, person);
  const [old = ''] = person.backupCodes;
  expect(
    (await next.call('POST /sign-ins/current/proofs', { method: 'backup-code', code: old })).status,
  ).toBe(401);
  const code = await totpCode(person.secret, clock.now());
  expect((await next.call('POST /sign-ins/current/proofs', { method: 'totp', code })).status).toBe(401);
  const now = await totpCode(again.secret, clock.now());
  expect(await next.must('POST /sign-ins/current/proofs', { method: 'totp', code: now })).toMatchObject({
    state: 'complete',
  });
});

test('every change of a factor, the password or the address is mailed to its owner', async () => {
  const person = await enrolledPerson(admin, server, 'informed', clock.now());
  const browser = await readyForChanges(person);
  const add = async (replaces?: string) => {
    const { id, secret = '' } = await browser.must('POST /me/authenticators', {
      method: 'totp',
      ...(replaces !== undefined && { replaces }),
    });
    const code = await totpCode(secret, clock.now());
    return browser.must('POST /me/authenticators/:id/confirm', { code }, { params: { id } });
  };
  const second = await add();
  const renewed = await add(second.authenticator.id);
  await browser.must('DELETE /me/authenticators/:id', undefined, {
    params: { id: renewed.authenticator.id },
  });
  const { codes } = await browser.must('POST /me/backup-codes');
  const password = 'harbour violet engine nine';
  await browser.must('PUT /me/password', { currentPassword: person.password, newPassword: password });
  const next = await startSignIn(server, { ...person, password });
  await next.must('POST /sign-ins/current/proofs', { method: 'backup-code', code: codes[0] ?? '' });
  await admin.must('PATCH /users/:id', { email: 'moved@example.com' }, of(person));
  expect(await kindsOfMails('informed')).toEqual(expect.arrayContaining(['email-changed']));
  expect((await kindsOfMails('informed')).toReversed()).toEqual([
    'authenticator-added',
    'authenticator-added',
    'authenticator-renewed',
    'authenticator-removed',
    'backup-codes-renewed',
    'password-changed',
    'backup-code-used',
    'email-changed',
  ]);
  await resetTwoFactor(person);
  expect(await kindsOfMails('moved')).toEqual(['two-factor-reset']);
});

test('new backup codes void the old, and a renewed authenticator the one before it', async () => {
  const person = await enrolledPerson(admin, server, 'renews', clock.now());
  const browser = await readyForChanges(person);
  await browser.must('POST /me/backup-codes');
  const { items } = await browser.must('GET /me/authenticators');
  const { id, secret = '' } = await browser.must('POST /me/authenticators', {
    method: 'totp',
    ...(items[0] && { replaces: items[0].id }),
  });
  const code = await totpCode(secret, clock.now());
  await browser.must('POST /me/authenticators/:id/confirm', { code }, { params: { id } });
  await clock.forward(1 * minutes);
  const next = await startSignIn(server, person);
  const prove = (method: 'totp' | 'backup-code', typed: string) =>
    next.call('POST /sign-ins/current/proofs', { method, code: typed });
  expect((await prove('backup-code', person.backupCodes[0] ?? '')).status).toBe(401);
  expect((await prove('totp', await totpCode(person.secret, clock.now()))).status).toBe(401);
  expect((await prove('totp', await totpCode(secret, clock.now()))).status).toBe(201);
});

test('nobody sees or touches what belongs to another user', async () => {
  const victim = await enrolledPerson(admin, server, 'victim', clock.now());
  const other = await readyForChanges(await enrolledPerson(admin, server, 'curious', clock.now()));
  const { items } = await admin.must('GET /users/:id/authenticators', undefined, of(victim));
  const theirs = { params: { id: items[0]?.id ?? '' } };
  const session = { params: { id: (await victim.browser.must('GET /session')).id } };
  const begun = await other.must('POST /me/authenticators', { method: 'totp' });
  const answers = [
    await other.call('PATCH /me/authenticators/:id', { name: 'mine now' }, theirs),
    await other.call('DELETE /me/authenticators/:id', undefined, theirs),
    await other.call('POST /me/authenticators', { method: 'totp', replaces: theirs.params.id }),
    await other.call('DELETE /me/sessions/:id', undefined, session),
    await victim.browser.call(
      'POST /sign-ins/current/enrollments/:id/confirm',
      { code: '123456' },
      { params: { id: begun.id } },
    ),
  ];
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 401]);
  const after = await admin.must('GET /users/:id/authenticators', undefined, of(victim));
  expect(after.items).toEqual(items);
  expect((await victim.browser.call('GET /session')).status).toBe(200);
  const own = await other.must('GET /me/activity');
  expect(JSON.stringify(own)).not.toContain('victim');
});

test('an activation link works once, for 7 days, and not beside a newer one', async () => {
  const user = await admin.must('POST /users', {
    username: 'newcomer',
    displayName: 'New Comer',
    email: 'newcomer@example.com',
  });
  const link = async () => {
    const { url } = await admin.must('POST /users/:id/activation-link', undefined, {
      params: { id: user.id },
    });
    return url.split('#').at(-1) ?? '';
  };
  const open = (token: string) =>
    new Client(server.url, server).call('POST /activations', { token, password: userPassword });
  const older = await link();
  const lapsed = await link();
  expect((await open(older)).status).toBe(410);
  await clock.forward(7 * days + 1);
  expect((await open(lapsed)).status).toBe(410);
  await activateAs(admin, server, user);
  expect((await open(lapsed)).status).toBe(410);
});
