import fc from 'fast-check';
import { expect, test } from 'vitest';
import { days } from '../kernel/instant.ts';
import { weekdayOf, zoneOf } from './zone.ts';

const dayOf = (date: string): number => Date.parse(`${date}T00:00Z`) / days(1);

test.each([
  ['Europe/Berlin', '2026-03-28T23:30Z', '2026-03-29', 30],
  ['America/New_York', '2026-11-20T03:15Z', '2026-11-19', 22 * 60 + 15],
  ['Asia/Kolkata', '2026-11-20T18:31Z', '2026-11-21', 1],
  ['Pacific/Apia', '2026-11-20T11:00Z', '2026-11-21', 0],
] as const)('in %s at %s it is %s, minute %i', (zone, instant, date, minute) => {
  expect(zoneOf(zone).localTime(Date.parse(instant))).toEqual({ day: dayOf(date), minute });
});

test.each([
  ['an ordinary day', 'Europe/Berlin', '2026-11-20', '2026-11-19T23:00Z'],
  ['in summer', 'Europe/Berlin', '2026-07-01', '2026-06-30T22:00Z'],
  ['after a midnight that is skipped', 'Africa/Cairo', '2026-04-24', '2026-04-23T22:00Z'],
  ['after an hour that comes twice before midnight', 'Africa/Cairo', '2026-10-30', '2026-10-29T22:00Z'],
  ['a day left out of the calendar', 'Pacific/Apia', '2011-12-30', '2011-12-30T10:00Z'],
  ['the furthest east', 'Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00Z'],
  ['the furthest west', 'Etc/GMT+12', '2026-01-01', '2026-01-01T12:00Z'],
])('the first instant of the day: %s', (_, zone, date, first) => {
  expect(new Date(zoneOf(zone).startOf(dayOf(date)))).toEqual(new Date(first));
});

test('a day begins where the one before it ends', () => {
  const names = fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kolkata',
    'UTC',
  );
  fc.assert(
    fc.property(names, fc.integer({ min: dayOf('2020-01-01'), max: dayOf('2040-01-01') }), (name, day) => {
      const zone = zoneOf(name);
      const start = zone.startOf(day);
      expect(zone.localTime(start)).toEqual({ day, minute: 0 });
      expect(zone.localTime(start - 1).day).toBe(day - 1);
    }),
  );
});

test('weekdays are those of ISO 8601', () => {
  expect(weekdayOf(dayOf('2026-11-16'))).toBe(1);
  expect(weekdayOf(dayOf('2026-11-22'))).toBe(7);
  expect(weekdayOf(dayOf('1969-12-31'))).toBe(3);
});

test('an unknown zone is an error', () => {
  expect(() => zoneOf('Mars/Base')).toThrow(RangeError);
});
