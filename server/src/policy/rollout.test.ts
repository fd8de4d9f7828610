import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GroupId, PolicyId } from '../kernel/ids.ts';
import { asId } from '../kernel/ids.ts';
import { days, hours } from '../kernel/instant.ts';
import {
  announceAt,
  daysLater,
  nextStep,
  passedThreshold,
  planFaults,
  shiftWaves,
  type Wave,
  wavePolicy,
} from './rollout.ts';

const berlin = 'Europe/Berlin';
const monday = Date.parse('2026-03-02T08:00:00Z');
const group = (name: string) => asId<GroupId>(name);

const wave = (given: Partial<Wave> = {}): Wave => ({
  name: 'Pilot',
  who: { kind: 'groups', groups: [group('it')] },
  startsAt: monday,
  graceDays: 7,
  announceDays: 3,
  announcement: { state: 'waiting' },
  started: null,
  ...given,
});
const begun = (given: Partial<Wave> = {}): Wave =>
  wave({ started: { at: monday, policy: asId<PolicyId>('p') }, ...given });

describe('what a rollout does next', () => {
  const sent = { state: 'sent', people: 1 } as const;
  const later = wave({ name: 'Rest', who: { kind: 'rest' }, startsAt: monday + days(14) });

  test.each([
    ['long before, nothing', [wave()], monday - days(4), null],
    ['some days before, it announces', [wave()], monday - days(3), { kind: 'announce', wave: 0 }],
    ['once announced, it waits', [wave({ announcement: sent })], monday - 1, null],
    ['at its time, a wave starts', [wave({ announcement: sent })], monday, { kind: 'start', wave: 0 }],
    ['a wave starts though it was not announced', [wave()], monday + days(30), { kind: 'start', wave: 0 }],
    [
      'the next is announced while one runs',
      [begun(), later],
      monday + days(11),
      { kind: 'announce', wave: 1 },
    ],
    ['waves start in order', [wave(), { ...later, startsAt: monday }], monday, { kind: 'start', wave: 0 }],
    ['until the last deadline it runs', [begun()], monday + days(7), null],
    ['then it is done', [begun()], monday + days(8), { kind: 'finish' }],
  ] as const)('%s', (_, waves, now, step) => {
    expect(nextStep({ state: 'running', waves }, now, berlin)).toEqual(step);
  });

  test.each(['draft', 'paused', 'done', 'cancelled'] as const)('nothing, while it is %s', (state) => {
    expect(nextStep({ state, waves: [wave()] }, monday + days(99), berlin)).toBeNull();
  });

  test('a wave without an announcement is never announced', () => {
    const quiet = wave({ announceDays: null });
    expect(nextStep({ state: 'scheduled', waves: [quiet] }, monday - 1, berlin)).toBeNull();
  });

  test('whatever the times, a wave starts once and never before its time, and the rollout ends', () => {
    const plan = fc.array(fc.record({ gap: fc.nat(20), grace: fc.integer({ min: 1, max: 20 }) }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(plan, fc.integer({ min: 1, max: 40 }), (gaps, stride) => {
        let at = monday;
        let waves: readonly Wave[] = gaps.map(({ gap, grace }, number) => {
          at += days(gap);
          return wave({ name: String(number), startsAt: at, graceDays: grace });
        });
        let done = false;
        for (let now = monday - days(10); !done; now += hours(stride)) {
          let step = nextStep({ state: 'running', waves }, now, berlin);
          for (
            ;
            step !== null && step.kind !== 'finish';
            step = nextStep({ state: 'running', waves }, now, berlin)
          ) {
            const due = waves[step.wave];
            if (due === undefined) throw new Error('a wave that is not there');
            if (step.kind === 'start') {
              expect(due.started).toBeNull();
              expect(due.startsAt).toBeLessThanOrEqual(now);
              waves = waves.with(step.wave, {
                ...due,
                started: { at: now, policy: asId<PolicyId>(due.name) },
              });
            } else {
              expect(due.announcement.state).toBe('waiting');
              waves = waves.with(step.wave, { ...due, announcement: { state: 'sent', people: 0 } });
            }
          }
          done = step?.kind === 'finish';
        }
        expect(waves.every(({ started }) => started !== null)).toBe(true);
      }),
    );
  });
});

test('announcements and shifted waves keep the time of the day when clocks change', () => {
  const afterChange = Date.parse('2026-03-30T07:00:00Z');
  expect(new Date(announceAt(wave({ startsAt: afterChange }), berlin) ?? 0).toISOString()).toBe(
    '2026-03-27T08:00:00.000Z',
  );
  expect(daysLater(Date.parse('2026-03-27T08:00:00Z'), 3, berlin)).toBe(afterChange);
});

test('moving a wave moves those after it, not those that have started, and has them announced anew', () => {
  const sent = { state: 'sent', people: 9 } as const;
  const waves = [begun(), wave({ announcement: sent }), wave({ startsAt: monday + days(9) })];
  const moved = shiftWaves(waves, 1, (at) => at + days(2));
  expect(moved.map(({ startsAt }) => (startsAt - monday) / days(1))).toEqual([0, 2, 11]);
  expect(moved[1]?.announcement).toEqual({ state: 'waiting' });
  expect(shiftWaves(waves, 1, (at) => at)).toEqual(waves);
});

test('a wave becomes a soft policy for its people, and not for those of earlier waves', () => {
  const waves = [wave(), wave({ name: 'All', who: { kind: 'rest' }, graceDays: 14 })];
  expect(wavePolicy('2FA', waves, 1, asId<PolicyId>('p'))).toMatchObject({
    kind: 'named',
    name: '2FA: All',
    state: 'on',
    who: { kind: 'everyone' },
    excludedGroups: ['it'],
    action: { requirement: { strength: 'soft', days: 14 } },
  });
});

test('a plan that cannot be meant is refused by wave and field', () => {
  expect(
    planFaults([
      wave({ who: { kind: 'rest' }, startsAt: monday + 1 }),
      wave({ startsAt: monday }),
      wave({ startsAt: monday + 2 }),
    ]).map(({ wave: number, field }) => `${number} ${field}`),
  ).toEqual(['0 who', '1 startsAt', '2 who']);
});

describe('a threshold', () => {
  const thresholds = { lockouts: 5, helpDeskResets: 10, windowHours: 24, minimumPeople: 3 };
  const troubles = { people: 100, lockouts: 0, failedEnrollments: 50, helpDeskResets: 0 };

  test.each([
    ['is passed when the share is reached', { lockouts: 5 }, 'lockouts'],
    ['is not passed below the share', { lockouts: 4 }, undefined],
    ['is not passed by too few people, whatever share they are', { people: 4, lockouts: 2 }, undefined],
    ['of its own kind is held against each', { helpDeskResets: 10 }, 'helpDeskResets'],
    ['that was not set is never passed', { failedEnrollments: 100 }, undefined],
  ])('%s', (_, given, passed) => {
    expect(passedThreshold(thresholds, { ...troubles, ...given })).toBe(passed);
  });
});
