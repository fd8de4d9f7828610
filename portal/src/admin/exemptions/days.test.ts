import { expect, test } from 'vitest';
import { dayAfter, endOfDay, isAhead } from './days.ts';

test('days are counted in the calendar, over the ends of months and years', () => {
  expect(dayAfter(0, new Date(2026, 10, 21, 23, 59))).toBe('2026-11-21');
  expect(dayAfter(10, new Date(2026, 10, 21))).toBe('2026-12-01');
  expect(dayAfter(41, new Date(2026, 10, 21))).toBe('2027-01-01');
});

test('an exemption lasts through its last day where the reader is', () => {
  expect(endOfDay('2026-11-30')).toBe(new Date(2026, 10, 30, 23, 59, 59).toISOString());
  expect(endOfDay('')).toBe('');
});

test('today is a day that lies ahead until it ends; yesterday and what is no day are not', () => {
  const now = new Date(2026, 10, 21, 23, 59);
  expect(isAhead('2026-11-21', now)).toBe(true);
  expect(isAhead('2026-11-20', now)).toBe(false);
  expect(isAhead('', now)).toBe(false);
});
