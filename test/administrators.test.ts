import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from './support/client.ts';
import { days, type MovingClock, minutes, movingClock } from './support/moving-clock.ts';
import {
  activateAs,
  activePerson,
  administrator,
  enrolledPerson,
  enrollTotp,
  ownerPassword,
  signInWithTotp,
  startSignIn,
  stepUp,
} from './support/people.ts';
import { type Installation, install, type RunningServer } from './support/server.ts';

let installation: Installation;
let server: RunningServer;
let admin: Client;
let clock: MovingClock;

const roles = ['owner', 'administrator', 'help-desk', 'auditor'] as const;
type Role = (typeof roles)[number];

const tokens = new Map<Role, string>();
let setupLink: string;

beforeAll(async () => {
  const start = new Date('2026-03-02T09:00:00Z');
  installation = await install({ clock: start });
  clock = movingClock(installation, start);
  server = await installation.start();
  setupLink = /#([\w-]+)/.exec(server.output())?.[1] ?? '';
});

afterAll(() => installation.remove());

const withToken = (token: string) => new Client(server.url, { token });
const olivia = { username: 'olivia', password: ownerPassword };

test('a new installation has nobody in it, and no password that works', async () => {
  const nobody = new Client(server.url, server);
  expect(await nobody.must('GET /info')).toMatchObject({ setupNeeded: true });
  for (const name of ['admin', 'root', 'owner', 'sallyport'])
    for (const password of ['admin', 'password', 'sallyport', name])
      expect((await nobody.call('POST /sign-ins', { username: name, password })).status).toBe(401);
});

test('the printed link creates nobody once there is an owner, and there is no second first owner', async () => {
  admin = await administrator(installation, server);
  const answer = await new Client(server.url, server).call('POST /setup', {
    token: setupLink,
    username: 'mallory',
    displayName: 'Mallory',
    email: 'mallory@example.com',
    password: 'walnut ribbon falcon six',
  });
  expect(answer.status).toBe(410);
  await expect(
    installation.cli(
      ['init', '--owner', 'mallory', '--email', 'm@example.com', '--password-stdin'],
      ownerPassword,
    ),
  ).rejects.toMatchObject({ code: 1 });
  expect((await admin.must('GET /users')).items.map(({ username }) => username)).toEqual(['olivia']);
});

describe('who may call what', () => {
  /** As FEATURES A12 has it, written down once more. */
  const may: Readonly<Record<Role, (permission: string) => boolean>> = {
    owner: () => true,
    administrator: (permission) => permission !== 'roles:manage',
    'help-desk': (permission) =>
      ['users:read', 'users:reset', 'groups:read', 'requirements:read'].includes(permission),
    auditor: (permission) => permission.endsWith(':read'),
  };

  /** One call as the server's own OpenAPI document names it, so that a new one cannot be forgotten. */
  interface Operation {
    readonly method: string;
    readonly path: string;
    readonly security: readonly Readonly<Record<string, unknown>>[];
    readonly requestBody?: unknown;
    readonly 'x-permission'?: string;
  }
  let operations: Operation[];
  const takes = (scheme: string) => (operation: Operation) =>
    operation.security.some((accepted) => scheme in accepted);
  const administration = () => operations.filter(takes('token'));
  const account = () => operations.filter((each) => takes('session')(each) && !takes('token')(each));

  beforeAll(async () => {
    for (const role of roles) {
      const { stdout } = await installation.cli(['token', 'create', '--name', role, '--role', role]);
      tokens.set(role, stdout.trim());
    }
    const { body } = await new Client(server.url, server).raw<{
      paths: Record<string, Record<string, Omit<Operation, 'method' | 'path'>>>;
    }>('GET', '/api/v1/openapi.json');
    operations = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        ...operation,
        method: method.toUpperCase(),
        path,
      })),
    );
  });

  /** With a body that is valid for nothing, about somebody who does not exist: let through, it is refused for that. */
  const attempt = async (role: Role, { method, path, requestBody }: Operation) =>
    withToken(tokens.get(role) ?? '').raw<never>(
      method,
      `/api/v1${path.replace('{id}', 'no-such-id')}`,
      requestBody === undefined ? undefined : { nothing: 'that is known' },
    );

  test('every call is for everybody, for a sign-in, for oneself, or names one permission', () => {
    expect(operations.length).toBeGreaterThan(100);
    for (const operation of operations) {
      const { method, path, 'x-permission': permission } = operation;
      expect(permission !== undefined, `${method} ${path}`).toBe(takes('token')(operation));
    }
  });

  test.each(roles)('a token of the role %s passes exactly where its role may', async (role) => {
    for (const operation of administration()) {
      const { method, path, 'x-permission': permission = '' } = operation;
      const { status, problem } = await attempt(role, operation);
      const needed = (problem?.detail ?? '').startsWith('This needs the permission');
      const turnedAway = status === 403 && problem.code === 'permission-denied' && needed;
      expect(turnedAway, `${method} ${path} answered ${status}`).toBe(!may[role](permission));
    }
  });

  test.each(roles)('a token of the role %s reaches nobody’s account', async (role) => {
    for (const operation of account())
      expect(await attempt(role, operation), operation.path).toMatchObject({
        status: 403,
        problem: { code: 'permission-denied' },
      });
  });

  test('a session has what its role may, as the portal shows it', async () => {
    for (const role of ['help-desk', 'auditor'] as const) {
      const person = await activePerson(admin, server, `session-${role}`);
      await admin.must('PUT /users/:id/role', { role }, { params: { id: person.user.id } });
      const { browser } = await enrollTotp(await startSignIn(server, person), clock.now());
      const { permissions } = await browser.must('GET /session');
      for (const { path, 'x-permission': permission = '' } of administration())
        expect(permissions.includes(permission), `${role}: ${path}`).toBe(may[role](permission));
    }
  });

  test('the matrix that the portal shows is the one that is judged by', async () => {
    const { roles: shown } = await admin.must('GET /roles');
    for (const { role, permissions } of shown)
      for (const { 'x-permission': permission = '' } of administration())
        expect(permissions.some((each) => each === permission)).toBe(may[role](permission));
  });

  test('administrators are listed with their role, since when, and what protects them', async () => {
    const { items } = await admin.must('GET /administrators');
    expect(items.find(({ username }) => username === 'session-auditor')).toMatchObject({
      role: 'auditor',
      state: 'active',
      methods: ['totp'],
      roleSince: clock.now().toISOString(),
      lastSignInAt: clock.now().toISOString(),
    });
  });

  test('nobody makes a token, or acts on an account, that may do more than they', async () => {
    const lesser = withToken(tokens.get('administrator') ?? '');
    for (const by of [lesser, admin])
      expect(await by.call('POST /tokens', { name: 'up', role: 'owner' })).toMatchObject({
        status: 403,
        problem: { code: 'permission-denied' },
      });
    const { items } = await admin.must('GET /users', undefined, { query: { q: 'olivia' } });
    const owner = { params: { id: items[0]?.id ?? '' } };
    const reset = { identityVerifiedBy: 'said so' };
    for (const answer of [
      await lesser.call('POST /users/:id/suspend', undefined, owner),
      await lesser.call('PATCH /users/:id', { email: 'mine@example.com' }, owner),
      await lesser.call('POST /users/:id/2fa/reset', reset, owner),
      await withToken(tokens.get('help-desk') ?? '').call('POST /users/:id/2fa/reset', reset, owner),
      await lesser.call('DELETE /users/:id', undefined, owner),
      await lesser.call('PUT /users/:id/requirement', { strength: 'optional' }, owner),
      await lesser.call('DELETE /users/:id/requirement', undefined, owner),
    ])
      expect(answer).toMatchObject({ status: 403, problem: { code: 'permission-denied' } });
  });
});

test.each(roles)(
  'whoever is %s must set up a second factor at once, though nothing is required of anybody',
  async (role) => {
    const user = await admin.must('POST /users', {
      username: `new-${role}`,
      displayName: role,
      email: `new-${role}@example.com`,
    });
    await admin.must('PUT /users/:id/role', { role }, { params: { id: user.id } });
    await admin.must('PUT /requirements/everyone', { strength: 'soft', days: 30 });
    await installation.cli(['rescue', 'disable-enforcement']);
    const browser = await activateAs(admin, server, user);
    expect(await browser.must('GET /sign-ins/current')).toMatchObject({
      state: 'enroll',
      enrollment: { strength: 'forced', skippable: false },
    });
    expect((await browser.call('POST /sign-ins/current/skip')).status).toBe(409);
    await installation.cli(['rescue', 'enable-enforcement']);
    await admin.must('DELETE /requirements/everyone');
    await admin.must('DELETE /users/:id', undefined, { params: { id: user.id } });
  },
);

describe('the first owner', () => {
  let browser: Client;
  let secret: string;
  let id: string;

  beforeAll(async () => {
    const enrolled = await enrollTotp(await startSignIn(server, olivia), clock.now());
    secret = enrolled.secret;
    await clock.forward(1 * minutes);
    browser = await signInWithTotp(server, olivia, secret, clock.now());
    id = (await browser.must('GET /session')).user.id;
  });

  const proveAgain = async () => {
    await clock.forward(1 * minutes);
    await stepUp(browser, secret, clock.now());
  };

  test('cannot be suspended, deleted or stripped of the role, by a token or by themself', async () => {
    await proveAgain();
    for (const by of [admin, browser]) {
      const answers = [
        await by.call('POST /users/:id/suspend', undefined, { params: { id } }),
        await by.call('DELETE /users/:id', undefined, { params: { id } }),
        await by.call('PUT /users/:id/role', { role: 'administrator' }, { params: { id } }),
        await by.call('PUT /users/:id/role', { role: null }, { params: { id } }),
      ];
      for (const answer of answers)
        expect(answer).toMatchObject({ status: 409, problem: { code: 'would-lock-out' } });
    }
    const reset = await browser.call(
      'POST /users/:id/2fa/reset',
      { identityVerifiedBy: 'me' },
      { params: { id } },
    );
    expect(reset).toMatchObject({ status: 409, problem: { code: 'would-lock-out' } });
    expect(await admin.must('GET /users/:id', undefined, { params: { id } })).toMatchObject({
      state: 'active',
      role: 'owner',
      twoFactor: { methods: ['totp'] },
    });
  });

  test('a method that somebody has nothing beside cannot be switched off', async () => {
    expect(await admin.call('PATCH /settings', { methods: { enabled: ['webauthn'] } })).toMatchObject({
      status: 400,
      problem: { errors: [{ field: 'methods.enabled' }] },
    });
  });

  test('powerful acts of a session need a proof of the last minutes', async () => {
    await clock.forward(6 * minutes);
    const { user } = await activePerson(admin, server, 'somebody');
    const person = { params: { id: user.id } };
    const reset = { identityVerifiedBy: 'in person' };
    for (const answer of [
      await browser.call('POST /users/:id/2fa/reset', reset, person),
      await browser.call('POST /users/:id/enrollment-period/reset', reset, person),
      await browser.call('PUT /users/:id/role', { role: 'owner' }, person),
      await browser.call('DELETE /users/:id', undefined, person),
      await browser.call('PATCH /users/:id', { email: 'mine@example.com' }, person),
      await browser.call('PATCH /users/:id', { email: 'mine@example.com' }, { params: { id } }),
      await browser.call('POST /tokens', { name: 'quick', role: 'owner' }),
    ])
      expect(answer).toMatchObject({ status: 403, problem: { code: 'step-up-required' } });
  });

  test('tokens die with their time, their user’s role, and their user', async () => {
    const make = async (given: { days?: number }) => {
      await proveAgain();
      return browser.must('POST /tokens', { name: 'mine', role: 'administrator', ...given });
    };
    const works = async (token: string) => (await withToken(token).call('GET /users')).status;
    const { stdout } = await installation.cli([
      'token',
      'create',
      '--name',
      'i',
      '--role',
      'auditor',
      '--days',
      '3',
    ]);
    const brief = await make({ days: 1 });
    const [byRole, revoked] = [await make({}), await make({})];
    expect(await works(brief.token)).toBe(200);
    await admin.must('DELETE /tokens/:id', undefined, { params: { id: revoked.id } });
    expect(await works(revoked.token)).toBe(401);

    await clock.forward(1 * days);
    expect(await works(brief.token)).toBe(401);
    expect(await works(stdout.trim())).toBe(200);
    await clock.forward(2 * days);
    expect(await works(stdout.trim())).toBe(401);

    const { user: heir } = await enrolledPerson(admin, server, 'heir', clock.now());
    await admin.must('PUT /users/:id/role', { role: 'owner' }, { params: { id: heir.id } });
    expect(await works(byRole.token)).toBe(200);
    await admin.must('PUT /users/:id/role', { role: 'auditor' }, { params: { id } });
    expect(await works(byRole.token)).toBe(401);
    await admin.must('PUT /users/:id/role', { role: 'owner' }, { params: { id } });
    expect(await works(byRole.token), 'a role given back revives no token').toBe(401);
    browser = await signInWithTotp(server, olivia, secret, clock.now());
    const byState = await make({});
    await admin.must('POST /users/:id/suspend', undefined, { params: { id } });
    expect(await works(byState.token)).toBe(401);
  });
});
