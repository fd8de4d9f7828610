import { expect, test } from 'vitest';
import { daysLater, fromZoned, toZoned } from './zoned.ts';

test.each([
  ['2026-11-30T08:00:00.000Z', 'Europe/Berlin', '2026-11-30T09:00'],
  ['2026-07-01T07:00:00.000Z', 'Europe/Berlin', '2026-07-01T09:00'],
  ['2026-03-29T00:30:00.000Z', 'Europe/Berlin', '2026-03-29T01:30'],
  ['2026-03-29T01:30:00.000Z', 'Europe/Berlin', '2026-03-29T03:30'],
  ['2026-12-31T23:30:00.000Z', 'Pacific/Auckland', '2027-01-01T12:30'],
])('%s in %s is %s, there and back', (iso, zone, local) => {
  expect(toZoned(iso, zone)).toBe(local);
  expect(fromZoned(local, zone)).toBe(iso);
});

test('what is no time is none', () => {
  expect(fromZoned('', 'UTC')).toBeNull();
});

test('days later it is the same time of the day, also where clocks change in between', () => {
  expect(daysLater('2026-03-28T08:00:00.000Z', 2, 'Europe/Berlin')).toBe('2026-03-30T07:00:00.000Z');
  expect(daysLater('2026-03-30T07:00:00.000Z', -2, 'Europe/Berlin')).toBe('2026-03-28T08:00:00.000Z');
  expect(daysLater('2026-03-28T08:00:01.500Z', 0, 'Europe/Berlin')).toBe('2026-03-28T08:00:01.500Z');
});
