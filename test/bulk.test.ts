import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from '@sallyport/contract/jobs.ts';
import { afterEach, describe, expect, test } from 'vitest';
import type { Client } from './support/client.ts';
import { administrator } from './support/people.ts';
import { createTestDatabase } from './support/postgres.ts';
import { freePort, type Installation, install, type RunningServer } from './support/server.ts';

/** Acts on many users against real servers that are killed, run beside one another, and share a command line. */
let installation: Installation;
afterEach(() => installation.remove());

const start = new Date('2026-03-02T09:00:00Z');
const many = 2_500;

const databases = [
  ['SQLite', async () => ({})],
  ['PostgreSQL', async () => ({ databaseUrl: await createTestDatabase() })],
] as const;

const fill = async (admin: Client): Promise<void> => {
  const names = Array.from({ length: many }, (_, index) => `person-${index}`);
  await admin.must('POST /users/import', {
    csv: `username,displayName,email,groups\n${names.map((name) => `${name},${name},${name}@example.org,Sales`).join('\n')}`,
    sendActivation: false,
  });
};

const jobWhen = async (admin: Client, id: string, passes: (job: Job) => boolean): Promise<Job> => {
  for (let tries = 0; tries < 2_000; tries += 1) {
    const job = await admin.must('GET /jobs/:id', undefined, { params: { id } });
    if (passes(job)) return job;
    await sleep(5);
  }
  throw new Error('the job does not get there');
};

const hasEnded = (job: Job) => job.endedAt !== undefined;

/** How often each user was required: the audit log has an entry for every time. */
const timesRequired = async (admin: Client): Promise<readonly number[]> => {
  const times = new Map<string, number>();
  let cursor = '';
  do {
    const query = { kind: 'requirement.set', limit: 200, ...(cursor && { cursor }) };
    const { items, nextCursor = '' } = await admin.must('GET /audit-events', undefined, { query });
    for (const { subject } of items) times.set(subject?.id ?? '', (times.get(subject?.id ?? '') ?? 0) + 1);
    cursor = nextCursor;
  } while (cursor !== '');
  return [...times.values()];
};

describe.each(databases)('on %s', (_, database) => {
  const begin = async (): Promise<{ server: RunningServer; admin: Client }> => {
    installation = await install({ clock: start, ...(await database()) });
    const server = await installation.start();
    const admin = await administrator(installation, server);
    await fill(admin);
    return { server, admin };
  };

  test('kill -9 amid a job: the next start goes on with it, and nobody is served twice', async () => {
    const { server, admin } = await begin();
    const answer = await admin.call('POST /users/2fa/require', { filter: { group: 'Sales' }, days: 21 });
    expect(answer.status).toBe(202);
    const { id } = answer.body;
    const { done } = await jobWhen(admin, id, (job) => job.done > 0);
    await server.stop('SIGKILL');
    expect(done).toBeLessThan(many);
    await installation.setClock(new Date(start.getTime() + 60_000));
    await installation.start();
    expect(await jobWhen(admin, id, hasEnded)).toMatchObject({ state: 'done', done: many, failures: 0 });
    expect(
      await admin.must('GET /users/count', undefined, { query: { required: 'true', group: 'Sales' } }),
    ).toEqual({ count: many });
    const times = await timesRequired(admin);
    expect([times.length, Math.max(...times)]).toEqual([many, 1]);
  });

  test('two servers and the command line work on jobs at once; each is carried out once', async () => {
    const { admin } = await begin();
    await installation.start({ port: await freePort() });
    const requiring = installation.cli([
      'user',
      'require',
      '--filter',
      'group=Sales',
      '--days',
      '5',
      '--json',
    ]);
    const { id } = await admin.must('POST /users/2fa/require', { filter: { group: 'Sales' } });
    const byCommand: Job = JSON.parse((await requiring).stdout);
    expect(byCommand).toMatchObject({ state: 'done', done: many, startedBy: { kind: 'cli' } });
    expect(await jobWhen(admin, id, hasEnded)).toMatchObject({ state: 'done', done: many });
    const times = await timesRequired(admin);
    expect([times.length, Math.min(...times), Math.max(...times)]).toEqual([many, 2, 2]);
  });
});

test('what is wrong with an act on many is refused before a job begins', async () => {
  installation = await install({ clock: start });
  const server = await installation.start();
  const admin = await administrator(installation, server);
  const wrong: readonly [object, string][] = [
    [{}, 'userIds'],
    [{ userIds: ['a'], filter: {} }, 'userIds'],
    [{ userIds: [] }, 'userIds'],
    [{ filter: {}, days: 0 }, 'days'],
    [{ filter: {}, days: 366 }, 'days'],
    [{ filter: { status: 'asleep' } }, 'filter.status'],
    [{ filter: { colour: 'red' } }, 'filter.colour'],
    [{ filter: { group: 'Nowhere' } }, 'filter.group'],
  ];
  for (const [body, field] of wrong) {
    const { status, problem } = await admin.raw<never>('POST', '/api/v1/users/2fa/require', body);
    expect({ status, field: problem.errors?.[0]?.field }, JSON.stringify(body)).toEqual({
      status: 400,
      field,
    });
  }
  expect((await admin.must('GET /jobs')).items).toEqual([]);
});
