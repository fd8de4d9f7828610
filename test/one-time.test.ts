import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from './support/client.ts';
import { totpCode } from './support/oathtool.ts';
import {
  activePerson,
  administrator,
  type Enrolled,
  enrollTotp,
  type Person,
  startSignIn,
} from './support/people.ts';
import { createTestDatabase } from './support/postgres.ts';
import { freePort, type Installation, install, type RunningServer } from './support/server.ts';

const browserAt = (browsers: readonly Client[], index: number): Client => {
  const browser = browsers[index % browsers.length];
  if (browser === undefined) throw new Error('there is no browser');
  return browser;
};

/** "One-time means once", over two server processes on one database. */
describe.each(['SQLite', 'PostgreSQL'])('two server processes on %s', (engine) => {
  let installation: Installation;
  let servers: readonly [RunningServer, RunningServer];
  let person: Person;
  let enrolled: Enrolled;
  let admin: Client;
  let now = new Date('2026-03-02T09:00:00Z');

  const later = async (seconds: number): Promise<void> => {
    now = new Date(now.getTime() + seconds * 1000);
    await installation.setClock(now);
  };

  /** Password entered in `count` browsers, alternating between the processes. */
  const browsers = (count: number): Promise<readonly Client[]> =>
    Promise.all(
      Array.from({ length: count }, (_, index) => startSignIn(servers[index % 2 === 0 ? 0 : 1], person)),
    );

  beforeAll(async () => {
    installation = await install({
      clock: now,
      ...(engine === 'PostgreSQL' && { databaseUrl: await createTestDatabase() }),
    });
    const first = await installation.start();
    servers = [first, await installation.start({ port: await freePort() })];
    admin = await administrator(installation, first);
    person = await activePerson(admin, first, 'rachel');
    await admin.must('PUT /requirements/everyone', { strength: 'forced' });
    enrolled = await enrollTotp(await startSignIn(first, person), now);
  });

  afterAll(() => installation.remove());

  test('of 16 parallel uses of one TOTP code exactly one completes its sign-in', async () => {
    await later(60);
    const code = await totpCode(enrolled.secret, now);
    const tries = await browsers(8);
    const answers = await Promise.all(
      [...tries, ...tries].map((browser) =>
        browser.call('POST /sign-ins/current/proofs', { method: 'totp', code }),
      ),
    );
    expect(answers.filter(({ status, body }) => status === 201 && body.state === 'complete')).toHaveLength(1);
    const sessions = await Promise.all(tries.map((browser) => browser.call('GET /session')));
    expect(sessions.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('of 16 parallel uses of one backup code exactly one completes its sign-in', async () => {
    await later(3600);
    const code = enrolled.backupCodes[0] ?? '';
    const tries = await browsers(8);
    const answers = await Promise.all(
      [...tries, ...tries].map((browser) =>
        browser.call('POST /sign-ins/current/proofs', { method: 'backup-code', code }),
      ),
    );
    expect(answers.filter(({ status, body }) => status === 201 && body.state === 'complete')).toHaveLength(1);
  });

  test('50 parallel wrong guesses cost 50: not one more than the budget is checked', async () => {
    await later(3600);
    const right = await totpCode(enrolled.secret, now);
    const wrong = Array.from({ length: 50 }, (_, index) =>
      String((Number(right) + 1 + index) % 1_000_000).padStart(6, '0'),
    );
    const tries = await browsers(8);
    const answers = await Promise.all(
      wrong.map((code, index) =>
        browserAt(tries, index).call('POST /sign-ins/current/proofs', { method: 'totp', code }),
      ),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(answers.filter(({ problem }) => problem.code === 'too-many-attempts')).toHaveLength(40);
    const late = await browserAt(tries, 0).call('POST /sign-ins/current/proofs', {
      method: 'totp',
      code: right,
    });
    expect(late.status).toBe(429);
    await admin.must('POST /users/:id/unlock', undefined, { params: { id: person.user.id } });
    const after = await browserAt(tries, 0).call('POST /sign-ins/current/proofs', {
      method: 'totp',
      code: right,
    });
    expect(after.body.state).toBe('complete');
  });

  test('of 8 parallel uses of one activation link exactly one activates', async () => {
    const user = await admin.must('POST /users', {
      username: 'lena',
      displayName: 'Lena',
      email: 'lena@example.com',
    });
    const { url } = await admin.must('POST /users/:id/activation-link', undefined, {
      params: { id: user.id },
    });
    const token = url.split('#').at(-1) ?? '';
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => {
        const server = servers[index % 2 === 0 ? 0 : 1];
        return new Client(server.url, server).call('POST /activations', {
          token,
          password: `copper violin thirty ${index}`,
        });
      }),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(7);
  });
});
