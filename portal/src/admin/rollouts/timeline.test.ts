import type { Wave } from '@sallyport/contract/rollouts.ts';
import { expect, test } from 'vitest';
import { drawTimeline } from './timeline.ts';

const wave = (given: Partial<Wave>): Wave => ({
  number: 1,
  name: 'Pilots',
  who: { kind: 'rest' },
  groups: [],
  state: 'waiting',
  startsAt: '2026-03-05T00:00:00Z',
  graceDays: 5,
  announced: 0,
  deadline: '2026-03-10T00:00:00Z',
  ...given,
});

test('announcement, start, deadline and today stand in order within the picture', () => {
  const { waves, today } = drawTimeline(
    { waves: [wave({ announceAt: '2026-03-02T00:00:00Z' })] },
    Date.parse('2026-03-01T00:00:00Z'),
  );
  const [drawn] = waves;
  expect([0, today, drawn?.announcedAt, drawn?.from, drawn?.to, 100]).toEqual(
    [0, today, drawn?.announcedAt, drawn?.from, drawn?.to, 100].toSorted(
      (one, other) => Number(one) - Number(other),
    ),
  );
});

test('a wave that started late is drawn from when it did', () => {
  const late = wave({ startedAt: '2026-03-08T00:00:00Z' });
  const at = Date.parse('2026-03-08T00:00:00Z');
  const { waves, today } = drawTimeline({ waves: [late] }, at);
  expect(waves[0]?.from).toBe(today);
});
