import { expect, test } from 'vitest';
import { asId, type GroupId, type PolicyId } from '../kernel/ids.ts';
import { postpones } from './postponing.ts';
import type { RolloutState, Schedule, Wave } from './rollout.ts';

const [desk, plant] = [asId<GroupId>('desk'), asId<GroupId>('plant')];

const wave = (changes: Partial<Wave> = {}): Wave => ({
  name: 'First',
  who: { kind: 'groups', groups: [desk, plant] },
  startsAt: 1000,
  graceDays: 7,
  announceDays: null,
  announcement: { state: 'waiting' },
  started: null,
  ...changes,
});

const schedule = (state: RolloutState, ...waves: readonly Partial<Wave>[]): Schedule => ({
  state,
  waves: waves.map(wave),
});

const planned = schedule('scheduled', {});

test('later, longer, fewer and ended put off what was planned', () => {
  for (const later of [
    schedule('scheduled', { startsAt: 1001 }),
    schedule('scheduled', { graceDays: 8 }),
    schedule('scheduled', { who: { kind: 'groups', groups: [desk] } }),
    schedule('scheduled'),
    schedule('cancelled', {}),
    undefined,
  ])
    expect(postpones(planned, later)).toBe(true);
  const rest = schedule('running', { who: { kind: 'rest' } });
  expect(postpones(rest, schedule('running', {}))).toBe(true);
});

test('earlier, for more, paused or resumed puts nothing off, nor does what becomes of a draft or of waves that have started', () => {
  for (const sooner of [
    planned,
    schedule('running', { startsAt: 999, graceDays: 3 }, {}),
    schedule('scheduled', { who: { kind: 'rest' } }),
    schedule('paused', {}),
    schedule('paused', {}),
  ])
    expect(postpones(planned, sooner)).toBe(false);
  expect(postpones(schedule('paused', {}), planned)).toBe(false);
  expect(postpones(schedule('running', {}), schedule('done', {}))).toBe(false);
  expect(postpones(schedule('draft', {}), undefined)).toBe(false);
  const started = { started: { at: 1000, policy: asId<PolicyId>('policy') } };
  expect(postpones(schedule('running', started), schedule('running', { ...started, startsAt: 5000 }))).toBe(
    false,
  );
});
