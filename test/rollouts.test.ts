import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from './support/client.ts';
import { days, type MovingClock, movingClock } from './support/moving-clock.ts';
import { activePerson, administrator, enrollTotp, type Person, startSignIn } from './support/people.ts';
import { createTestDatabase } from './support/postgres.ts';
import { type Installation, install, type RunningServer } from './support/server.ts';

/** A whole rollout, on the moving clock: two servers on PostgreSQL; on SQLite one that is started again in between. */
describe.each(['SQLite', 'PostgreSQL'])('a rollout in waves, on %s', (engine) => {
  const start = new Date('2026-03-02T09:00:00Z');
  let installation: Installation;
  let clock: MovingClock;
  let server: RunningServer;
  let admin: Client;
  let rolloutId: string;
  const people: Person[] = [];
  const patience = { timeout: 20_000 };

  const rollout = () => admin.must('GET /rollouts/:id', undefined, { params: { id: rolloutId } });
  const mailsTo = async ({ username }: Pick<Person, 'username'>, kind: string) =>
    (await admin.must('GET /mails', undefined, { query: { to: `${username}@example.com` } })).items.filter(
      (mail) => mail.kind === kind,
    );
  const stateOf = async (person: Person) =>
    (await admin.must('GET /users/:id', undefined, { params: { id: person.user.id } })).twoFactor.status;
  const person = (index: number): Person => {
    const found = people[index];
    if (found === undefined) throw new Error('nobody there');
    return found;
  };

  beforeAll(async () => {
    installation = await install({
      clock: start,
      ...(engine === 'PostgreSQL' && { databaseUrl: await createTestDatabase() }),
    });
    clock = movingClock(installation, start);
    server = await installation.start();
    if (engine === 'PostgreSQL') await installation.start({ port: Number(new URL(server.url).port) + 1 });
    admin = await administrator(installation, server);
    for (const name of ['pia', 'paul', 'rita', 'ron']) people.push(await activePerson(admin, server, name));
    const { id } = await admin.must('POST /groups', { name: 'Pilots' });
    await admin.must(
      'POST /groups/:id/members',
      { add: [person(0).user.id, person(1).user.id] },
      { params: { id } },
    );
    const planned = await admin.must('POST /rollouts', {
      name: 'Spring',
      waves: [
        {
          name: 'Pilots',
          who: { kind: 'groups', groupIds: [id] },
          startsAt: '2026-03-09T09:00:00Z',
          graceDays: 7,
          announceDays: 3,
        },
        {
          name: 'Rest',
          who: { kind: 'rest' },
          startsAt: '2026-03-23T09:00:00Z',
          graceDays: 7,
          announceDays: 3,
        },
      ],
      thresholds: { lockouts: 50, windowHours: 24, minimumPeople: 1 },
    });
    rolloutId = planned.id;
    expect(planned.state).toBe('draft');
    await admin.must('POST /rollouts/:id/start', undefined, { params: { id: rolloutId } });
  });
  afterAll(() => installation.remove());

  test('the people of the first wave are told before, once, and nobody else', async () => {
    await clock.forward(4 * days);
    await expect.poll(async () => (await rollout()).waves[0]?.state, patience).toBe('announced');
    expect(await mailsTo(person(0), 'rollout-announcement')).toHaveLength(1);
    expect(await mailsTo(person(1), 'rollout-announcement')).toHaveLength(1);
    expect(await mailsTo(person(2), 'rollout-announcement')).toHaveLength(0);
  });

  test('a server that is started again goes on where it was', async () => {
    if (engine === 'SQLite') {
      await server.stop('SIGKILL');
      server = await installation.start({ port: Number(new URL(server.url).port) });
    }
    await clock.forward(3 * days);
    await expect.poll(async () => (await rollout()).state, patience).toBe('running');
    expect(await stateOf(person(0))).toBe('in-enrollment-period');
    expect(await stateOf(person(2))).toBe('not-enrolled');
    expect(await mailsTo(person(0), 'rollout-announcement')).toHaveLength(1);
    await expect.poll(async () => mailsTo(person(0), 'period-started'), patience).toHaveLength(1);
  });

  test('a wave is a policy like any other, found by name', async () => {
    const { items } = await admin.must('GET /policies');
    expect(items.filter(({ name }) => name === 'Spring: Pilots')).toHaveLength(1);
  });

  test('when half of the wave is locked out, it pauses itself and tells the administrators', async () => {
    await enrollTotp(await startSignIn(server, person(0)), clock.now());
    await clock.moveTo(new Date('2026-03-17T09:00:00Z'));
    await expect.poll(async () => (await rollout()).state, patience).toBe('paused');
    const paused = await rollout();
    expect(paused.pausedBecause).toBe(
      '1 of 2 people (50 %) were locked out within 24 hours; the threshold is 50 %.',
    );
    expect(paused.watch.lockouts).toMatchObject({ people: 1, share: 50, threshold: 50 });
    expect(await mailsTo({ username: 'olivia' }, 'rollout-paused')).toHaveLength(1);
  });

  test('while it is paused, the next wave neither is announced nor starts', async () => {
    await clock.moveTo(new Date('2026-03-25T12:00:00Z'));
    const { stdout } = await installation.cli(['rollout', 'list']);
    expect(stdout).toContain('Spring: paused, 1 of 2 waves started');
    expect(await mailsTo(person(2), 'rollout-announcement')).toHaveLength(0);
  });

  test('resumed on the command line, it goes on as much later, to its end', async () => {
    await installation.cli(['rollout', 'resume', 'spring']);
    expect((await rollout()).waves[1]?.startsAt).toBe('2026-03-31T09:00:00.000Z');
    await clock.moveTo(new Date('2026-03-31T09:00:00Z'));
    await expect.poll(async () => stateOf(person(2)), patience).toBe('in-enrollment-period');
    for (const index of [2, 3]) await enrollTotp(await startSignIn(server, person(index)), clock.now());
    await clock.moveTo(new Date('2026-04-08T09:00:00Z'));
    await expect.poll(async () => (await rollout()).state, patience).toBe('done');
  });

  test('the dashboard has the history, day by day', async () => {
    const enrolled = async () =>
      (await admin.must('GET /dashboard', undefined, { query: { days: 60 } })).days.flatMap(
        ({ byStatus, day }) => (byStatus?.enrolled === undefined ? [] : [{ day, count: byStatus.enrolled }]),
      );
    await expect
      .poll(async () => (await enrolled()).at(-1), { timeout: 40_000 })
      .toEqual({
        day: '2026-04-08',
        count: 3,
      });
    expect((await enrolled()).length).toBeGreaterThan(1);
  });
});
