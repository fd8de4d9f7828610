import { describe, expect, test } from 'vitest';
import { facts, groupId, policy, user } from '../../../test/support/policy/examples.ts';
import { conditionCriteria, scopeCriteria } from './criteria.ts';
import type { Conditions, Facts, Policy, UserFacts } from './model.ts';

const judged = (when: Conditions, given: Facts): string[] =>
  conditionCriteria(when).map(({ name, judge }) => `${name}: ${judge(given)}`);
const scoped = (given: Policy, about: UserFacts): string[] =>
  scopeCriteria(given).map(({ name, judge }) => `${name}: ${judge(about)}`);

describe('whom a policy is for', () => {
  const inSales = user({ groups: new Set([groupId('sales')]) });

  test('everyone, administrators, groups, one user', () => {
    const groups = [groupId('staff'), groupId('sales')];
    expect(scoped(policy('none'), user())).toEqual(['who: hit']);
    expect(scoped(policy('none', { who: { kind: 'administrators' } }), user())).toEqual(['who: miss']);
    expect(scoped(policy('none', { who: { kind: 'administrators' } }), user({ role: 'auditor' }))).toEqual([
      'who: hit',
    ]);
    expect(scoped(policy('none', { who: { kind: 'groups', groups } }), inSales)).toEqual(['who: hit']);
    expect(scoped(policy('none', { who: { kind: 'groups', groups } }), user())).toEqual(['who: miss']);
    expect(scoped(policy('none', { who: { kind: 'user', user: user().id } }), user())).toEqual(['who: hit']);
  });

  test('a member of an excluded group is out, whatever else they are in', () => {
    expect(scoped(policy('none', { excluded: ['sales'] }), inSales)).toEqual([
      'who: hit',
      'excluded-groups: miss',
    ]);
    expect(scoped(policy('none', { excluded: ['sales'] }), user())).toEqual([
      'who: hit',
      'excluded-groups: hit',
    ]);
  });
});

describe('circumstances', () => {
  test('what is not given is not asked', () => {
    expect(judged({}, facts())).toEqual([]);
  });

  test('resource kind, resource and device', () => {
    const when: Conditions = { resourceKinds: ['server'], resources: ['db'], rememberedDevice: false };
    expect(judged(when, facts({ at: 'server', resourceId: 'db' }))).toEqual([
      'resource-kind: hit',
      'resource: hit',
      'remembered-device: hit',
    ]);
    expect(judged(when, facts({ rememberedDevice: true }))).toEqual([
      'resource-kind: miss',
      'resource: miss',
      'remembered-device: miss',
    ]);
    expect(judged({ resources: ['db'] }, facts({ at: 'server' }))).toEqual(['resource: unknown']);
  });

  test('networks: inside any, outside all', () => {
    const [office, home] = ['192.0.2.0/24', '198.51.100.0/24'];
    const at = (address: string | null): Facts => facts({ address });
    expect(judged({ networks: [home, office] }, at('192.0.2.7'))).toEqual(['networks: hit']);
    expect(judged({ networks: [home] }, at('192.0.2.7'))).toEqual(['networks: miss']);
    expect(judged({ outsideNetworks: [home, office] }, at('192.0.2.7'))).toEqual(['outside-networks: miss']);
    expect(judged({ outsideNetworks: [home] }, at('192.0.2.7'))).toEqual(['outside-networks: hit']);
    expect(judged({ networks: [office] }, at(null))).toEqual(['networks: unknown']);
  });

  test('a network that cannot be read is doubtful only where the others do not settle it', () => {
    const networks = ['nonsense', '192.0.2.0/24'];
    expect(judged({ networks }, facts({ address: '192.0.2.7' }))).toEqual(['networks: hit']);
    expect(judged({ networks }, facts({ address: '10.0.0.1' }))).toEqual(['networks: unknown']);
    expect(judged({ outsideNetworks: networks }, facts({ address: '192.0.2.7' }))).toEqual([
      'outside-networks: miss',
    ]);
  });
});

describe('time windows', () => {
  const weekdays = [1, 2, 3, 4, 5];
  const at = (instant: string): Facts => facts({ now: Date.parse(instant) });
  const during = (from: number, to: number, instant: string, timeZone = 'Europe/Berlin'): string =>
    judged({ times: [{ weekdays, from, to, timeZone }] }, at(instant)).join();

  test('go by the wall clock of their zone, in summer and winter', () => {
    expect(during(8 * 60, 18 * 60, '2026-11-20T07:00Z')).toBe('times: hit');
    expect(during(8 * 60, 18 * 60, '2026-11-20T06:59Z')).toBe('times: miss');
    expect(during(8 * 60, 18 * 60, '2026-07-03T06:00Z')).toBe('times: hit');
    expect(during(8 * 60, 18 * 60, '2026-07-03T16:00Z')).toBe('times: miss');
    expect(during(8 * 60, 18 * 60, '2026-11-21T10:00Z')).toBe('times: miss');
  });

  test('one that spans midnight belongs to the day on which it begins', () => {
    expect(during(22 * 60, 6 * 60, '2026-11-20T23:00Z')).toBe('times: hit');
    expect(during(22 * 60, 6 * 60, '2026-11-21T04:59Z')).toBe('times: hit');
    expect(during(22 * 60, 6 * 60, '2026-11-21T05:00Z')).toBe('times: miss');
    expect(during(22 * 60, 6 * 60, '2026-11-22T23:30Z')).toBe('times: miss');
  });

  test('one whose ends are the same lasts a day', () => {
    expect(during(480, 480, '2026-11-21T06:59Z')).toBe('times: hit');
    expect(during(480, 480, '2026-11-21T07:00Z')).toBe('times: miss');
  });

  test('any of several will do; one that cannot be read is doubtful', () => {
    const broken = { weekdays, from: 0, to: 1440, timeZone: 'Mars/Base' };
    const never = { weekdays: [], from: 0, to: 1440, timeZone: 'UTC' };
    const always = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1440, timeZone: 'UTC' };
    expect(judged({ times: [broken, always] }, facts())).toEqual(['times: hit']);
    expect(judged({ times: [never, broken] }, facts())).toEqual(['times: unknown']);
    expect(judged({ times: [never] }, facts())).toEqual(['times: miss']);
  });
});
