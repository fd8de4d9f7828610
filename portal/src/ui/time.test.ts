import { expect, test } from 'vitest';
import { formatRelative, formatWait } from './time.ts';

const now = Date.parse('2026-11-21T12:00:00Z');

test.each([
  ['2026-11-28T11:00:00Z', 'in 6 days'],
  ['2026-11-28T12:00:00Z', 'in 7 days'],
  ['2026-11-22T12:00:00Z', 'tomorrow'],
  ['2026-11-21T10:30:00Z', '1 hour ago'],
  ['2026-11-21T12:00:30Z', 'in less than a minute'],
  ['2026-11-21T11:59:30Z', 'just now'],
])('%s is “%s”', (iso, words) => {
  expect(formatRelative(iso, now)).toBe(words);
});

test('waits are given in minutes and seconds, never shorter than they are', () => {
  expect([0.2, 59, 60, 185].map(formatWait)).toEqual(['1 s', '59 s', '1 min', '3 min 5 s']);
});
