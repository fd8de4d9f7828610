import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from './support/client.ts';
import { activePerson, administrator, type Person } from './support/people.ts';
import { createTestDatabase } from './support/postgres.ts';
import { type Installation, install, type RunningServer } from './support/server.ts';

/** Policies act at the very next login, and on the sessions there are. Every client here is at 127.0.0.1. */
describe.each(['SQLite', 'PostgreSQL'])('named policies, on %s', (engine) => {
  let installation: Installation;
  let server: RunningServer;
  let admin: Client;
  let ann: Person;

  const here = { networks: ['127.0.0.0/8'] };
  const elsewhere = { outsideNetworks: ['127.0.0.1/32', '::1/128'] };
  const forced = { kind: 'require', requirement: { strength: 'forced' } } as const;

  const enter = async () => {
    const browser = new Client(server.url, server);
    const { username, password } = ann;
    return { browser, state: await browser.must('POST /sign-ins', { username, password }) };
  };
  const outcome = async (): Promise<string> => (await enter()).state.state;
  type NewPolicy = NonNullable<Parameters<typeof admin.must<'POST /policies'>>[1]>;
  const create = (given: Partial<NewPolicy>) =>
    admin.must('POST /policies', {
      name: `Policy ${Math.random()}`,
      state: 'on',
      who: { kind: 'everyone' },
      action: forced,
      ...given,
    });
  const remove = ({ id }: { id: string }) =>
    admin.must('DELETE /policies/:id', undefined, { params: { id } });

  beforeAll(async () => {
    installation = await install({
      clock: new Date('2026-03-02T09:00:00Z'), // a Monday
      ...(engine === 'PostgreSQL' && { databaseUrl: await createTestDatabase() }),
    });
    server = await installation.start();
    admin = await administrator(installation, server);
    ann = await activePerson(admin, server, 'ann');
  });
  afterAll(() => installation.remove());

  test('a network that is named decides at the very next login', async () => {
    expect(await outcome()).toBe('complete');
    const inside = await create({ conditions: here });
    expect(await outcome()).toBe('enroll');
    await remove(inside);
    const outside = await create({ conditions: elsewhere });
    expect(await outcome()).toBe('complete');
    await remove(outside);
  });

  test('a policy that only reports does nothing, and one that is switched on ends sessions below it', async () => {
    const { browser } = await enter();
    const { id } = await create({ state: 'report-only' });
    expect(await outcome()).toBe('complete');
    expect((await browser.call('GET /session')).status).toBe(200);
    await admin.must('PUT /policies/:id/state', { state: 'on' }, { params: { id } });
    expect((await browser.call('GET /session')).problem.code).toBe('reauthentication-required');
    expect(await outcome()).toBe('enroll');
    await remove({ id });
    expect(await outcome()).toBe('complete');
  });

  test('hours of the day open and shut as the clock goes on', async () => {
    const times = [{ weekdays: [1], from: '20:00', to: '06:00', timeZone: 'Europe/Berlin' }];
    const nights = await create({ conditions: { times }, action: { kind: 'deny' } });
    expect(await outcome()).toBe('complete');
    await installation.setClock(new Date('2026-03-02T19:00:00Z'));
    expect((await enter()).state).toMatchObject({ state: 'denied', denial: { code: 'denied-by-policy' } });
    await installation.setClock(new Date('2026-03-03T05:00:00Z'));
    expect(await outcome()).toBe('complete');
    await remove(nights);
  });

  test('a denial of everyone is refused, for nobody could undo it', async () => {
    const answer = await admin.call('POST /policies', {
      name: 'All',
      state: 'on',
      who: { kind: 'everyone' },
      action: { kind: 'deny' },
    });
    expect(answer).toMatchObject({ status: 409, problem: { code: 'would-lock-out' } });
    expect(await outcome()).toBe('complete');
  });

  test('what is wrong is named to the entry, and nothing is changed', async () => {
    const before = await admin.must('GET /policies');
    const answer = await admin.call('POST /policies', {
      name: 'Broken',
      who: { kind: 'everyone' },
      conditions: { networks: ['10.0.0.0/8', '10.0.0.0/33'] },
      action: forced,
    });
    expect(answer.status).toBe(400);
    expect(answer.problem.errors?.[0]).toMatchObject({ field: 'conditions.networks.1' });
    expect(await admin.must('GET /policies')).toEqual(before);
  });

  test('of two who edit the same version the second is told, and a version comes back with one call', async () => {
    const made = await create({ name: 'Office' });
    const params = { id: made.id };
    const edit = { name: 'Office', who: made.who, action: forced, version: 1 } as const;
    const off = { ...edit, who: { kind: 'everyone' }, state: 'off' } as const;
    await admin.must('PUT /policies/:id', off, { params });
    expect(await outcome()).toBe('complete');
    const late = await admin.call('PUT /policies/:id', off, { params });
    expect(late).toMatchObject({ status: 409, problem: { code: 'conflict' } });
    expect(late.problem.detail).toContain('tests');
    const restored = await admin.must('POST /policies/:id/restore', { version: 1 }, { params });
    expect(restored).toMatchObject({ version: 3, state: 'on', changedBy: { kind: 'token', name: 'tests' } });
    expect(await outcome()).toBe('enroll');
    await remove(made);
    const { items } = await admin.must('GET /policies/:id/versions', undefined, { params });
    expect(items.map(({ version, removed }) => [version, removed])).toEqual([
      [4, true],
      [3, false],
      [2, false],
      [1, false],
    ]);
    const events = await admin.must('GET /audit-events', undefined, { query: { limit: 4 } });
    expect(events.items.map(({ kind }) => kind)).toContain('policy.restored');
  });
});
