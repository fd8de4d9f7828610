import { describe, expect, test } from 'vitest';
import { groupId, now, period, policy, user } from '../../../test/support/policy/examples.ts';
import { days, isoTime } from '../kernel/instant.ts';
import { compile } from './compile.ts';
import { deadlineFor, lapsedPeriods, periodsToStart } from './periods.ts';

describe('a deadline is the end of a day of the organisation', () => {
  test.each([
    ['UTC', '2026-11-20T12:00Z', 7, '2026-11-27T23:59:59.999Z'],
    ['UTC', '2026-11-20T00:00Z', 1, '2026-11-21T23:59:59.999Z'],
    ['UTC', '2026-11-20T23:59:59.999Z', 1, '2026-11-21T23:59:59.999Z'],
    ['Europe/Berlin', '2026-11-20T22:59Z', 7, '2026-11-27T22:59:59.999Z'],
    ['Europe/Berlin', '2026-11-20T23:00Z', 7, '2026-11-28T22:59:59.999Z'],
    ['Europe/Berlin', '2026-03-22T22:30Z', 7, '2026-03-29T21:59:59.999Z'],
    ['Europe/Berlin', '2026-10-18T22:30Z', 7, '2026-10-26T22:59:59.999Z'],
    ['America/New_York', '2026-03-07T12:00Z', 1, '2026-03-09T03:59:59.999Z'],
    ['America/New_York', '2026-10-31T12:00Z', 1, '2026-11-02T04:59:59.999Z'],
    ['Pacific/Apia', '2026-11-20T10:59Z', 1, '2026-11-21T10:59:59.999Z'],
    ['Pacific/Apia', '2011-12-29T12:00Z', 1, '2011-12-30T09:59:59.999Z'],
    ['Asia/Kolkata', '2026-11-20T12:00Z', 365, '2027-11-20T18:29:59.999Z'],
  ])('in %s from %s for %i days: %s', (zone, startedAt, length, deadline) => {
    expect(isoTime(deadlineFor(Date.parse(startedAt), length, zone))).toBe(deadline);
  });
});

describe('rule 3: a period starts', () => {
  const starting = (about: Parameters<typeof user>[0], ...policies: ReturnType<typeof policy>[]): string[] =>
    periodsToStart(user(about), compile(policies), now, 'UTC').map(({ policy }) => policy);

  test('for each soft policy that is on and has the user in its scope', () => {
    expect(periodsToStart(user(), compile([policy('soft'), policy('forced')]), now, 'UTC')).toEqual([
      { policy: 'soft', startedAt: now, days: 7, deadline: Date.parse('2026-11-27T23:59:59.999Z') },
    ]);
    expect(starting({}, policy('soft', { state: 'off' }), policy('soft', { state: 'report-only' }))).toEqual(
      [],
    );
    expect(starting({}, policy('soft', { who: { kind: 'groups', groups: [groupId('staff')] } }))).toEqual([]);
    expect(
      starting({ groups: new Set([groupId('guests')]) }, policy('soft', { excluded: ['guests'] })),
    ).toEqual([]);
  });

  test('whatever the other conditions of the policy', () => {
    expect(
      starting({}, policy('soft', { when: { resourceKinds: ['server'], networks: ['10.0.0.0/8'] } })),
    ).toEqual(['soft']);
  });

  test('for active users only; for the staged on activation', () => {
    expect(starting({ state: 'staged' }, policy('soft'))).toEqual([]);
    expect(starting({ state: 'suspended' }, policy('soft'))).toEqual([]);
  });

  test('rule 5: once', () => {
    expect(starting({ periods: [period(-100)] }, policy('soft'))).toEqual([]);
  });

  test('rule 7: not while the user is exempt, but when that ends', () => {
    expect(starting({ exemptions: [{ until: now + 1 }] }, policy('soft'))).toEqual([]);
    expect(starting({ exemptions: [{ until: now }] }, policy('soft'))).toEqual(['soft']);
  });

  test('rule 12: not for administrators', () => {
    expect(starting({ role: 'help-desk' }, policy('soft'))).toEqual([]);
  });
});

test('rule 5: deadlines that passed meanwhile are those between then and now', () => {
  const since = now - days(10);
  const periods = [period(-11, 'before'), period(-10, 'then'), period(-1, 'meanwhile'), period(0, 'now')];
  expect(lapsedPeriods(periods, since, now).map(({ policy }) => policy)).toEqual(['then', 'meanwhile']);
});
