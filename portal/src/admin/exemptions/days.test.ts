import { expect, test } from 'vitest';
import { dayAfter, endOfDay } from './days.ts';

test('days are counted in the calendar, over the ends of months and years', () => {
  expect(dayAfter(0, new Date(2026, 10, 21, 23, 59))).toBe('2026-11-21');
  expect(dayAfter(10, new Date(2026, 10, 21))).toBe('2026-12-01');
  expect(dayAfter(41, new Date(2026, 10, 21))).toBe('2027-01-01');
});

test('an exemption lasts through its last day where the reader is', () => {
  expect(endOfDay('2026-11-30')).toBe(new Date(2026, 10, 30, 23, 59, 59).toISOString());
  expect(endOfDay('')).toBe('');
});
