import type { Wave } from '@sallyport/contract/rollouts.ts';
import { expect, test } from 'vitest';
import { overdueWave, plannedStarts, wavePolicy } from './start-plan.ts';

const wave = (number: number, startsAt: string, more: Partial<Wave> = {}): Wave => ({
  number,
  name: `Wave ${number}`,
  who: { kind: 'groups', groupIds: [`g${number}`] },
  groups: [{ id: `g${number}`, name: `G${number}`, members: 1 }],
  startsAt,
  graceDays: 7,
  announceDays: 3,
  announced: 0,
  state: 'waiting',
  deadline: startsAt,
  ...more,
});
const timeZone = 'Europe/Berlin';
const asOf = '2026-03-10T12:00:00.000Z';

test('at Start, waves whose time has passed start at once and are not announced; the others are, late at once', () => {
  const waves = [wave(1, '2026-03-10T08:00:00.000Z'), wave(2, '2026-03-12T08:00:00.000Z')];
  expect(overdueWave({ waves, asOf })).toBeUndefined();
  expect(plannedStarts({ waves, asOf, timeZone })).toMatchObject([
    { startsNow: true },
    { startsNow: false, announceAt: '2026-03-09T08:00:00.000Z' },
  ]);
  expect(plannedStarts({ waves, asOf, timeZone })[0]).not.toHaveProperty('announceAt');
});

test('an overdue wave that is moved takes those after it along', () => {
  const waves = [wave(1, '2026-03-02T08:00:00.000Z'), wave(2, '2026-03-09T08:00:00.000Z')];
  expect(overdueWave({ waves, asOf })?.number).toBe(1);
  expect(plannedStarts({ waves, asOf, timeZone }).map(({ startsNow }) => startsNow)).toEqual([true, true]);
  expect(
    plannedStarts({ waves, asOf, timeZone }, '2026-03-16T08:00:00.000Z').map(({ startsAt }) => startsAt),
  ).toEqual(['2026-03-16T08:00:00.000Z', '2026-03-23T08:00:00.000Z']);
});

test('a wave is previewed as the policy that it becomes, without whom earlier waves are for', () => {
  const rest = wave(2, '2026-03-09T08:00:00.000Z', { who: { kind: 'rest' }, groups: [] });
  const waves = [wave(1, '2026-03-02T08:00:00.000Z'), rest];
  expect(wavePolicy({ name: 'Spring', waves }, rest)).toMatchObject({
    name: 'Spring: Wave 2',
    who: { kind: 'everyone' },
    excludedGroups: ['g1'],
  });
});
