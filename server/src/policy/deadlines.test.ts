import fc from 'fast-check';
import { expect, test } from 'vitest';
import { facts, now, period, policy } from '../../../test/support/policy/examples.ts';
import { days } from '../kernel/instant.ts';
import { compile } from './compile.ts';
import { decide } from './decide.ts';
import { daysAfterReturn, deadlineAfterLeave, endOfDate } from './leave.ts';
import { deadlineFor } from './periods.ts';
import { snoozedDeadline, snoozeOffer } from './snooze.ts';
import { zoneOf } from './zone.ts';

const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'Pacific/Kiritimati', 'America/St_Johns');
const instants = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) });

/** A period, and a leave that begins within it or long after. */
const leaves = fc
  .record({ startedAt: instants, days: fc.integer({ min: 1, max: 365 }), zone: zones, away: fc.nat(400) })
  .map(({ startedAt, days: length, zone, away }) => ({
    zone,
    length: { days: length, deadline: deadlineFor(startedAt, length, zone) },
    until: deadlineFor(startedAt, away, zone),
  }));

const dayOf = (instant: number, zone: string) => zoneOf(zone).localTime(instant).day;

test('leave never makes a deadline earlier, and leaves days after the return, at most as many as the policy gives', () => {
  fc.assert(
    fc.property(leaves, ({ zone, length, until }) => {
      const moved = deadlineAfterLeave(length, until, zone);
      expect(moved).toBeGreaterThanOrEqual(length.deadline);
      expect(dayOf(moved, zone) - dayOf(until, zone)).toBeGreaterThanOrEqual(
        Math.min(length.days, daysAfterReturn),
      );
      expect(dayOf(moved + 1, zone)).toBe(dayOf(moved, zone) + 1);
    }),
  );
});

test('the same leave said twice, or a shorter one after it, moves nothing more', () => {
  fc.assert(
    fc.property(leaves, fc.nat(400), ({ zone, length, until }, earlier) => {
      const moved = { ...length, deadline: deadlineAfterLeave(length, until, zone) };
      expect(deadlineAfterLeave(moved, until, zone)).toBe(moved.deadline);
      expect(deadlineAfterLeave(moved, until - days(earlier), zone)).toBe(moved.deadline);
      expect(deadlineAfterLeave(moved, undefined, zone)).toBe(moved.deadline);
    }),
  );
});

test('a leave that is over leaves a new period as it is', () => {
  fc.assert(
    fc.property(leaves, fc.nat(100), ({ zone, length, until }, back) => {
      const startedAt = until + 1 + days(back);
      const fresh = { days: length.days, deadline: deadlineFor(startedAt, length.days, zone) };
      expect(deadlineAfterLeave(fresh, until, zone)).toBe(fresh.deadline);
    }),
  );
});

test('the last day of leave ends when the day does, in the time zone of the organisation', () => {
  expect(endOfDate('2026-12-24', 'Europe/Berlin')).toBe(Date.parse('2026-12-24T22:59:59.999Z'));
  expect(endOfDate('2026-10-25', 'Europe/Berlin')).toBe(Date.parse('2026-10-25T22:59:59.999Z'));
});

test('a snooze adds so many days of the calendar, never fewer, and ends at the end of a day', () => {
  fc.assert(
    fc.property(leaves, fc.integer({ min: 1, max: 7 }), ({ zone, length: { deadline } }, more) => {
      const moved = snoozedDeadline(deadline, more, zone);
      expect(moved).toBeGreaterThan(deadline);
      expect(dayOf(moved, zone)).toBe(dayOf(deadline, zone) + more);
      expect(dayOf(moved + 1, zone)).toBe(dayOf(moved, zone) + 1);
    }),
  );
});

test('a snooze is offered in the last three days of a deadline, and neither before, nor after, nor to whoever is forced', () => {
  const soft = compile([policy('soft')]);
  const offered = (given: Parameters<typeof facts>[0], allowed = 3) => {
    const { now: at } = facts(given);
    return snoozeOffer(decide(facts(given), soft), { days: allowed, timeZone: 'UTC', now: at }) !== null;
  };
  expect(offered({ periods: [period(3)] })).toBe(true);
  expect(offered({ periods: [period(0)] })).toBe(true);
  expect(offered({ periods: [period(3.01)] })).toBe(false);
  expect(offered({ periods: [period(-0.01)] })).toBe(false);
  expect(offered({ periods: [period(2)] }, 0)).toBe(false);
  expect(offered({ periods: [period(2)], role: 'owner' })).toBe(false);
  expect(offered({ periods: [period(2)], settings: { strictProfile: true } })).toBe(false);
  expect(offered({ periods: [period(2)], enrollmentDueFromActivation: true })).toBe(false);
  expect(now).toBeLessThan(period(2).deadline);
});
