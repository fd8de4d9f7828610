import { type ApiCall, api } from '@sallyport/contract/api.ts';
import type { Problem } from '@sallyport/contract/problems.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { lines } from '../server/src/api/lines.ts';
import { type Answer, Client } from './support/client.ts';
import { type MovingClock, minutes, movingClock } from './support/moving-clock.ts';
import {
  activateAs,
  activePerson,
  administrator,
  type Enrolled,
  enrolledPerson,
  type Person,
  signInWithTotp,
  startSignIn,
  stepUp,
  userPassword,
} from './support/people.ts';
import { type Installation, install, type RunningServer } from './support/server.ts';

/** Bad input is a problem of the caller's that names the field, and changes nothing. */
let installation: Installation;
let server: RunningServer;
let admin: Client;
let clock: MovingClock;
let person: Person & Enrolled;
/** Signed in, and proved again just now. */
let ready: Client;
let between: Client;

beforeAll(async () => {
  const start = new Date('2026-03-02T09:00:00Z');
  installation = await install({ clock: start });
  clock = movingClock(installation, start);
  server = await installation.start();
  admin = await administrator(installation, server);
  person = await enrolledPerson(admin, server, 'rachel', clock.now());
  await clock.forward(1 * minutes);
  ready = await signInWithTotp(server, person, person.secret, clock.now());
  await clock.forward(1 * minutes);
  await stepUp(ready, person.secret, clock.now());
  between = await startSignIn(server, person);
});

afterAll(() => installation.remove());

/** All there is to change, and the log of changes. */
const everything = async () => ({
  users: await admin.must('GET /users'),
  groups: await admin.must('GET /groups'),
  policies: await admin.must('GET /policies'),
  settings: await admin.must('GET /settings'),
  mails: await admin.must('GET /mails'),
  tokens: (await admin.must('GET /tokens')).items.map(({ id }) => id),
  events: (await admin.must('GET /audit-events')).items,
});
let before: Awaited<ReturnType<typeof everything>>;
beforeEach(async () => {
  before = await everything();
});
const expectNothingChanged = async () => expect(await everything()).toEqual(before);

/** Whoever may make this call. */
const callerOf = (call: ApiCall): Client => {
  const { access } = api[call];
  if (access === 'public') return new Client(server.url, server);
  if (access === 'sign-in') return between;
  return access === 'session' ? ready : admin;
};
const send = (call: ApiCall, body?: unknown, id = 'no-such-id', query = ''): Promise<Answer<never>> => {
  const [method = '', path = ''] = call.split(' ');
  return callerOf(call).raw<never>(method, `/api/v1${path.replace(':id', id)}${query}`, body);
};
const isProblem = ({ status, headers, problem }: Answer<unknown>): void => {
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(problem).toMatchObject({
    status,
    title: expect.any(String),
    code: expect.any(String),
    detail: expect.any(String),
  });
};
const fieldsOf = ({ errors = [] }: Problem): string[] => errors.map(({ field }) => field);

const calls = Object.keys(api) as ApiCall[];
const withBody = calls.filter((call) => 'body' in api[call]);

test.each(withBody)('%s takes no malformed JSON, and nothing but an object', async (call) => {
  for (const text of ['{', '{"username": }', '{"a": 1} x', "{'a': 1}", '\u0000', '{"__proto__": {"a": 1}}']) {
    const answer = await send(call, text);
    isProblem(answer);
    expect(answer).toMatchObject({ status: 400, problem: { code: 'malformed-json' } });
  }
  for (const body of ['[]', '"text"', '5', 'true', 'null']) {
    const answer = await send(call, body);
    isProblem(answer);
    expect(answer, body).toMatchObject({ status: 400, problem: { code: 'invalid-request' } });
    expect(fieldsOf(answer.problem)).not.toEqual([]);
  }
  await expectNothingChanged();
});

/** Of a choice of bodies, those of the first. */
const fieldNames = (call: ApiCall): readonly string[] => {
  const schema = lines.find((line) => line.call === call)?.line.body?.toJSONSchema({ io: 'input' });
  const properties = schema?.properties ?? Object(schema?.anyOf?.[0] ?? schema?.oneOf?.[0]).properties;
  return Object.keys(properties ?? {});
};

test.each(withBody)('%s names every field of the wrong type', async (call) => {
  const wrong = { not: 'this' };
  for (const field of fieldNames(call)) {
    // Sections of settings are objects themselves.
    const given =
      call === 'PATCH /settings' || ['subject', 'requirement', 'response'].includes(field) ? 7 : wrong;
    const answer = await send(call, { [field]: given });
    isProblem(answer);
    expect(answer.status, field).toBe(400);
    expect(fieldsOf(answer.problem).map((path) => path.split('.')[0])).toContain(field);
  }
  expect(fieldNames(call)).not.toEqual([]);
  await expectNothingChanged();
});

const wave = { name: 'All', who: { kind: 'rest' }, startsAt: '2026-04-01T09:00:00Z', graceDays: 7 };
const valid: Partial<Record<ApiCall, unknown>> = {
  'POST /sign-ins/current/enrollments/:id/confirm': { code: '123456' },
  'POST /me/authenticators/:id/confirm': { code: '123456' },
  'PATCH /me/authenticators/:id': { name: 'A name' },
  'PATCH /users/:id': { displayName: 'A name' },
  'POST /users/:id/reactivate': {},
  'PUT /users/:id/role': { role: 'auditor' },
  'POST /users/:id/2fa/reset': { identityVerifiedBy: 'in person' },
  'POST /users/:id/enrollment-period/reset': { identityVerifiedBy: 'in person' },
  'PUT /users/:id/requirement': { strength: 'forced' },
  'PATCH /groups/:id': { name: 'A name' },
  'POST /groups/:id/members': { add: [] },
  'PUT /groups/:id/requirement': { strength: 'forced' },
  'PUT /policies/:id': { name: 'A name', who: { kind: 'everyone' }, action: { kind: 'deny' }, version: 1 },
  'PUT /policies/:id/state': { state: 'off' },
  'POST /policies/:id/restore': { version: 1 },
  'POST /users/:id/temporary-access-code': { identityVerifiedBy: 'in person' },
  'POST /approvals/:id/reject': { note: 'Not today' },
  'PUT /rollouts/:id': { name: 'A name', waves: [wave] },
  'POST /rollouts/:id/pause': {},
  'POST /rollouts/:id/resume': {},
  'POST /rollouts/:id/cancel': {},
  'POST /rollouts/:id/move': { wave: 1, startsAt: wave.startsAt },
  'PUT /mail-texts/:id': { subject: 'A subject', body: 'A text' },
  'POST /mail-texts/:id/preview': { subject: 'A subject', body: 'A text' },
};

const queries: Partial<Record<ApiCall, string>> = {
  'GET /policies/previews/:id/people': '?category=locked-out',
  'GET /policies/previews/:id/people.csv': '?category=locked-out',
};

test.each(calls.filter((call) => call.includes(':id')))('%s of an unknown id is not found', async (call) => {
  for (const id of [
    'no-such-id',
    '0',
    '019cadc6-9a80-7692-861d-ded8e0b42fab',
    '%F0%9F%94%91',
    "x'%20or%201=1--",
  ]) {
    const answer = await send(call, valid[call], id, queries[call]);
    isProblem(answer);
    expect(answer.status, id).toBe(404);
  }
  const tooLong = await send(call, valid[call], 'x'.repeat(100), queries[call]);
  expect([400, 404, 414]).toContain(tooLong.status);
  await expectNothingChanged();
});

const user = { username: 'newcomer', displayName: 'New Comer', email: 'newcomer@example.com' };
const long = 'x'.repeat(10_000);

describe('fields', () => {
  const of = () => ({ params: { id: person.user.id } });

  test.each([
    ['username', ''],
    ['username', '   '],
    ['username', 'new\u0000comer'],
    ['username', 'new\ncomer'],
    ['username', 'new\u001b[31mcomer'],
    ['username', 'new\u202ecomer'],
    ['username', 'new\u200bcomer'],
    ['username', '\ud800'],
    ['username', long],
    ['displayName', 'New\tComer'],
    ['displayName', long],
    ['email', 'nobody'],
    ['email', 'new comer@example.com'],
    ['email', 'a@b@c'],
    ['email', 'new\r\nBcc: all@example.com'],
    ['email', `${long}@example.com`],
    ['groups', 'Staff'],
    ['groups', ['no such group']],
  ])('a user’s %s cannot be %j', async (field, value) => {
    const created = await admin.raw<never>('POST', '/api/v1/users', { ...user, [field]: value });
    const edited = await admin.raw<never>('PATCH', `/api/v1/users/${person.user.id}`, { [field]: value });
    for (const answer of [created, edited]) {
      isProblem(answer);
      expect(answer.status).toBe(400);
      expect(fieldsOf(answer.problem)[0]).toMatch(new RegExp(`^${field}`));
    }
    await expectNothingChanged();
  });

  test.each([0, 366, -1, 1.5, '7', null])('a period cannot have %j days', async (days) => {
    const requirement = { strength: 'soft', days };
    const bodies: readonly [string, string, unknown, string][] = [
      ['PUT', '/requirements/everyone', requirement, 'days'],
      ['PUT', `/users/${person.user.id}/requirement`, requirement, 'days'],
      ['POST', '/users', { ...user, requirement }, 'requirement.days'],
      ['POST', '/groups', { name: 'Some', requirement }, 'requirement.days'],
      ['POST', '/policies/preview', { subject: { kind: 'everyone' }, requirement }, 'requirement.days'],
      ['POST', `/users/${person.user.id}/enrollment-period/reset`, { days, identityVerifiedBy: 'x' }, 'days'],
    ];
    for (const [method, path, body, field] of bodies) {
      const answer = await admin.raw<never>(method, `/api/v1${path}`, body);
      isProblem(answer);
      expect(answer, path).toMatchObject({ status: 400, problem: { errors: [{ field }] } });
    }
    await expectNothingChanged();
  });

  test.each(['9999-12-31T23:00:00Z', '2200-01-01T00:00:00Z', '1999-12-31T23:59:59Z', '0000-01-01T00:00:00Z'])(
    'no time or day that is given can be %s',
    async (time) => {
      const [id, day] = [person.user.id, time.slice(0, 10)];
      const exemption = { ownerId: id, reason: 'x', until: time };
      const bodies: readonly [string, string, unknown, string][] = [
        ['PATCH', `/users/${id}`, { onLeaveUntil: day }, 'onLeaveUntil'],
        ['POST', '/rollouts', { name: 'A', waves: [{ ...wave, startsAt: time }] }, 'waves.0.startsAt'],
        ['PUT', '/rollouts/x', { name: 'A', waves: [{ ...wave, startsAt: time }] }, 'waves.0.startsAt'],
        ['POST', '/rollouts/x/move', { wave: 1, startsAt: time }, 'startsAt'],
        ['POST', '/exemptions', { userId: id, ...exemption }, 'until'],
        ['POST', '/users/2fa/exempt', { userIds: [id], ...exemption }, 'until'],
        ['POST', '/policies/preview', { change: 'exemption', userIds: [id], until: time }, 'until'],
        ['POST', '/explain', { username: 'rachel', at: time }, 'at'],
        ['GET', `/audit-events?from=${time}`, undefined, 'from'],
        ['GET', `/audit-events?until=${time}`, undefined, 'until'],
        ['GET', `/users?lastSignInBefore=${day}`, undefined, 'lastSignInBefore'],
      ];
      for (const [method, path, body, field] of bodies) {
        const answer = await admin.raw<never>(method, `/api/v1${path}`, body);
        isProblem(answer);
        expect(answer, path).toMatchObject({
          status: 400,
          problem: { errors: [{ field, message: 'must be between the years 2000 and 2199' }] },
        });
      }
      await expectNothingChanged();
    },
  );

  test('a leave of more than a year ahead is refused, saying how long it may be', async () => {
    const answer = await admin.raw<never>('PATCH', `/api/v1/users/${person.user.id}`, {
      onLeaveUntil: '2027-04-01',
    });
    expect(answer).toMatchObject({
      status: 400,
      problem: { errors: [{ field: 'onLeaveUntil', message: 'must be at most 366 days from now' }] },
    });
    await expectNothingChanged();
  });

  test.each([
    '1',
    '12345',
    '1234567',
    '12 34 5',
    'abcdef',
    '١٢٣٤٥٦',
    '１２３４５６',
    '12345\u0000',
    '-12345',
    long,
  ])('a code cannot be %j, and trying it costs nothing', async (code) => {
    for (let tries = 0; tries < 3; tries += 1)
      for (const answer of [
        await between.call('POST /sign-ins/current/proofs', { method: 'totp', code }),
        await ready.call('POST /me/step-up', { method: 'totp', code }),
      ]) {
        isProblem(answer);
        expect(answer.status).toBe(400);
        expect(fieldsOf(answer.problem)).toContain('code');
      }
    await expectNothingChanged();
  });

  test.each([
    [{ strength: 'none' }, 'strength'],
    [{ strength: 'FORCED' }, 'strength'],
    [{ strength: 'soft', entries: [] }, 'entries'],
    [{ strength: 'soft', entries: ['moon'] }, 'entries.0'],
    [{ strength: 'soft', owed: ['carrier-pigeon'] }, 'owed.0'],
    [{ strength: 'soft', owed: ['backup-code'] }, 'owed.0'],
  ])('a requirement cannot be %j', async (requirement, field) => {
    const answer = await admin.raw<never>('PUT', '/api/v1/requirements/everyone', requirement);
    expect(answer).toMatchObject({ status: 400, problem: { errors: [{ field }] } });
    await expectNothingChanged();
  });

  test.each([
    [{ organisation: { timeZone: 'Moon/Crater' } }, 'organisation.timeZone'],
    [{ organisation: { name: long } }, 'organisation.name'],
    [{ methods: { enabled: [] } }, 'methods.enabled'],
    [{ methods: { totp: { digits: 7 } } }, 'methods.totp.digits'],
    [{ methods: { totp: { window: 11 } } }, 'methods.totp.window'],
    [{ signIn: { failures: 0 } }, 'signIn.failures'],
    [{ sessions: { hours: 721 } }, 'sessions.hours'],
    [{ mail: { from: 'nobody' } }, 'mail.from'],
    [{ mail: { smtp: { host: 'a b\nc', port: 25, security: 'none', username: '' } } }, 'mail.smtp.host'],
    [{ mail: { smtp: { host: 'localhost', port: 0, security: 'none', username: '' } } }, 'mail.smtp.port'],
  ])('settings cannot be %j', async (changes, field) => {
    const answer = await admin.raw<never>('PATCH', '/api/v1/settings', changes);
    isProblem(answer);
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer.problem)).toContain(field);
    await expectNothingChanged();
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=many', 'limit'],
    ['status=asleep', 'status'],
    ['required=perhaps', 'required'],
    [`q=${long}`, 'q'],
  ])('users cannot be listed by %s', async (query, field) => {
    const answer = await admin.raw<never>('GET', `/api/v1/users?${query}`);
    isProblem(answer);
    expect(answer).toMatchObject({ status: 400, problem: { errors: [{ field }] } });
  });

  test('a cursor of one’s own making is refused or harmless', async () => {
    for (const cursor of [
      'x',
      '0',
      "' or 1=1",
      '\u{1f511}',
      'e30',
      'W10',
      Buffer.from('null').toString('base64url'),
    ])
      for (const list of ['users', 'groups', 'mails', 'audit-events'])
        expect(
          (await admin.raw('GET', `/api/v1/${list}?cursor=${encodeURIComponent(cursor)}`)).status,
        ).toBeLessThan(500);
  });

  test('how the identity was verified must be said', async () => {
    for (const identityVerifiedBy of ['', '   ', long]) {
      const answer = await admin.call('POST /users/:id/2fa/reset', { identityVerifiedBy }, of());
      expect(answer).toMatchObject({ status: 400, problem: { errors: [{ field: 'identityVerifiedBy' }] } });
    }
    await expectNothingChanged();
  });

  test('a body larger than a call takes is refused', async () => {
    const answer = await admin.raw<never>('POST', '/api/v1/users', {
      ...user,
      displayName: 'x'.repeat(70_000),
    });
    isProblem(answer);
    expect(answer.status).toBe(413);
    await expectNothingChanged();
  });
});

test.each([
  ['Jörg Ångström', 'Åsa Ödegård'],
  ['山田 太郎', '漢字の名前'],
  ['محمد', 'محمد بن أحمد'],
  ['Ελένη', 'Ιωάννης Παπαδόπουλος'],
  ["o'brien", 'Robert"); DROP TABLE users;--'],
  ['🔑', '👩🏽 <b>Key</b>'],
])('a name in another script is a name: %s', async (username, displayName) => {
  const created = await admin.must('POST /users', { username, displayName, email: 'someone@example.com' });
  expect(created).toMatchObject({ username, displayName });
  const { items } = await admin.must('GET /users', undefined, { query: { q: username } });
  expect(items.map(({ id }) => id)).toContain(created.id);
  await activateAs(admin, server, created);
  const browser = await startSignIn(server, { username, password: userPassword });
  expect((await browser.must('GET /session')).user).toMatchObject({ username, displayName });
});

test('spaces around what was typed do not matter, and a name that is taken in another spelling is taken', async () => {
  const { username } = await admin.must('POST /users', { ...user, username: '  Spaced  ' });
  expect(username).toBe('Spaced');
  expect(await admin.call('POST /users', { ...user, username: 'SPACED' })).toMatchObject({
    status: 409,
    problem: { errors: [{ field: 'username' }] },
  });
  await activePerson(admin, server, 'after-all');
});
