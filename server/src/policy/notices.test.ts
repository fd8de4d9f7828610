import { expect, test } from 'vitest';
import { days, hours } from '../kernel/instant.ts';
import { currentNotice, nextNotice, noticesOf } from './notices.ts';

const week = { startedAt: 0, deadline: days(7) };

test('a period announces its start, its last three days, its last day and its end', () => {
  expect(noticesOf(week)).toEqual([
    { kind: 'started', at: 0 },
    { kind: 'reminder-3', at: days(4) },
    { kind: 'reminder-1', at: days(6) },
    { kind: 'expired', at: days(7) + 1 },
  ]);
});

test('a reminder that would come before the start, or with it, is left out', () => {
  const kinds = (deadline: number): string[] => noticesOf({ startedAt: 0, deadline }).map(({ kind }) => kind);
  expect(kinds(days(3))).toEqual(['started', 'reminder-1', 'expired']);
  expect(kinds(days(1) - hours(1))).toEqual(['started', 'expired']);
});

test('the next notice is the first to come', () => {
  expect(nextNotice(week, -1)?.kind).toBe('started');
  expect(nextNotice(week, 0)?.kind).toBe('reminder-3');
  expect(nextNotice(week, days(7))?.kind).toBe('expired');
  expect(nextNotice(week, days(8))).toBeNull();
});

test('after a long silence only the latest notice still holds', () => {
  expect(currentNotice(week, days(6.5))?.kind).toBe('reminder-1');
  expect(currentNotice(week, days(30))?.kind).toBe('expired');
  expect(currentNotice(week, -1)).toBeNull();
});
