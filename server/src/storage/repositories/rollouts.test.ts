import { expect, test } from 'vitest';
import { addUser, onBothDatabases } from '../../../../test/support/databases.ts';
import { newId } from '../../../../test/support/samples.ts';
import type { PolicyId, UserId } from '../../kernel/ids.ts';
import type { Rollout } from '../../ports/rollouts.ts';

const rolloutOf = (name: string, given: Partial<Rollout> = {}): Rollout => ({
  id: newId<'rollout'>(),
  name,
  state: 'draft',
  waves: [],
  instructions: '',
  thresholds: { windowHours: 24, minimumPeople: 1 },
  pause: null,
  watchedFrom: 10,
  createdAt: 10,
  ...given,
});

const periodOf = (user: UserId, policy: PolicyId) => ({
  user,
  policy,
  startedAt: 10,
  days: 7,
  deadline: 700,
  nextNotice: null,
  noticeAt: null,
});

onBothDatabases((given) => {
  test('a rollout’s name is its own in any spelling; its entries go with it', async () => {
    const { transact, read } = given().storage;
    const first = rolloutOf('Spring');
    const second = rolloutOf('Autumn', { createdAt: 20 });
    expect(await transact(({ rollouts }) => rollouts.add(first))).toBe(true);
    expect(await transact(({ rollouts }) => rollouts.add(rolloutOf('SPRING')))).toBe(false);
    expect(await transact(({ rollouts }) => rollouts.add(second))).toBe(true);
    expect(await transact(({ rollouts }) => rollouts.save({ ...second, name: 'spring' }))).toBe(false);
    expect((await read.rollouts.list()).map(({ name }) => name)).toEqual(['Autumn', 'Spring']);
    await transact(async ({ rollouts }) => {
      await rollouts.enter(first.id, { at: 11, what: 'One.', by: 'olga' });
      await rollouts.enter(first.id, { at: 11, what: 'Two.', by: 'olga' });
    });
    expect((await read.rollouts.entries(first.id, 5)).map(({ what }) => what)).toEqual(['Two.', 'One.']);
    await transact(({ rollouts }) => rollouts.remove(first.id));
    expect(await read.rollouts.entries(first.id, 5)).toEqual([]);
    expect(await read.rollouts.byId(first.id)).toBeUndefined();
  });

  test('incidents count once per person and kind, of the people reached, since then; a passed deadline is a lockout', async () => {
    const { transact, read } = given().storage;
    const [policy, other] = [newId<'policy'>(), newId<'policy'>()];
    const [una, ben, cleo, outside] = [
      await addUser(given().storage),
      await addUser(given().storage),
      await addUser(given().storage),
      await addUser(given().storage),
    ];
    await transact(async ({ periods, statistics, standings, users }) => {
      await periods.start([una, ben, cleo].map(({ id }) => periodOf(id, policy)));
      await periods.start([periodOf(outside.id, other)]);
      await users.edit(cleo.id, { state: 'active' });
      await standings.store([
        { user: cleo.id, status: 'in-enrollment-period', required: true, deadline: 700 },
      ]);
      await statistics.note([
        { kind: 'lockout', user: una.id, at: 600 },
        { kind: 'lockout', user: una.id, at: 800 },
        { kind: 'lockout', user: una.id, at: 801 },
        { kind: 'help-desk-reset', user: ben.id, at: 400 },
        { kind: 'failed-enrollment', user: outside.id, at: 800 },
        { kind: 'failed-enrollment', user: newId<'user'>(), at: 800 },
      ]);
    });
    expect(await read.statistics.countMet([policy])).toBe(3);
    expect(await read.statistics.countIncidents([policy], 650, 900)).toEqual({
      lockout: 2,
      'failed-enrollment': 0,
      'help-desk-reset': 0,
    });
    expect(await read.statistics.countIncidents([policy, other], 300, 500)).toMatchObject({
      'help-desk-reset': 1,
      'failed-enrollment': 1,
    });
    expect(await read.statistics.countIncidents([], 0, 900)).toMatchObject({ lockout: 0 });
  });

  test('counts of events add up, counts of states are replaced, and one process takes a snapshot', async () => {
    const { transact, read } = given().storage;
    const failed = { day: 99_000, counter: 'failed-attempt', key: 'totp', count: 2 } as const;
    const enrolled = { day: 99_000, counter: 'status', key: 'enrolled', count: 2 } as const;
    for (const _ of ['first', 'second'])
      await transact(async ({ statistics }) => {
        await statistics.add([failed]);
        await statistics.put([enrolled]);
      });
    expect(await read.statistics.since(99_000)).toEqual([{ ...failed, count: 4 }, enrolled]);
    const claim = () => transact(({ statistics }) => statistics.claimSnapshot(5_000, 4_000));
    expect([await claim(), await claim()]).toEqual([true, false]);
    expect(await read.statistics.snapshotAt()).toBe(5_000);
  });
});
