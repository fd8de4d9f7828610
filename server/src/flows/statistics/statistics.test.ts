import { expect, test } from 'vitest';
import { admin, day, monday, openHouse } from '../../../../test/support/administration.ts';
import { asId } from '../../kernel/ids.ts';
import type { AuditEvent } from '../../ports/audit-log.ts';
import { dashboard } from '../administer/dashboard.ts';
import { createGroup } from '../administer/groups/change.ts';
import { putRequirement } from '../administer/requirements.ts';
import { tally } from './count.ts';
import { countEvents, takeSnapshot } from './keep.ts';

const subject = { kind: 'user', id: 'u', name: 'una' } as const;
const event = (kind: string, details: AuditEvent['details'] = {}, at = monday): AuditEvent => ({
  kind,
  at,
  actor: { kind: 'nobody' },
  subject,
  details,
});

test('events are counted on the day they happened in the organisation’s time zone', () => {
  const late = Date.parse('2026-11-23T23:30:00Z');
  const events = [
    event('factor.refused', { method: 'totp' }, late),
    event('factor.refused', { method: 'totp' }, late),
  ];
  const [utc] = tally(events, 'UTC').counts;
  const [berlin] = tally(events, 'Europe/Berlin').counts;
  expect(utc).toMatchObject({ counter: 'failed-attempt', key: 'totp', count: 2 });
  expect((berlin?.day ?? 0) - (utc?.day ?? 0)).toBe(1);
});

test.each([
  ['sign-in.denied', { code: 'enrollment-expired' }, 'lockout'],
  ['factor.throttled', { method: 'totp' }, 'lockout'],
  ['enrollment.refused', { method: 'totp' }, 'failed-enrollment'],
  ['two-factor.reset', {}, 'help-desk-reset'],
  ['user.unlocked', {}, 'help-desk-reset'],
])('%s is an incident of its person', (kind, details, incident) => {
  expect(tally([event(kind, details)], 'UTC').incidents).toEqual([{ kind: incident, user: 'u', at: monday }]);
});

test('what is no failure counts for nothing', () => {
  expect(tally([event('sign-in.completed'), event('group.created')], 'UTC')).toEqual({
    counts: [],
    incidents: [],
  });
});

test('the dashboard tells how many stand how, who expires which day, and what failed', async () => {
  const house = await openHouse();
  const { id } = await createGroup(house)(admin, { name: 'Sales', description: '' });
  const [una] = [
    await house.active('una', { groups: [asId(id)] }),
    await house.active('ben', { groups: [asId(id)] }),
  ];
  await putRequirement(house)(admin, { kind: 'everyone' }, { strength: 'soft', days: 3 });
  await house.enroll(una);
  await house.transact(({ audit }) =>
    audit.append({ ...event('factor.refused', { method: 'totp' }), subject: { kind: 'user', id: una } }),
  );
  while (await countEvents(house));
  await countEvents(house);
  await takeSnapshot(house);
  const shown = await dashboard(house)({ days: 7 });
  expect(shown.days).toHaveLength(7);
  expect(shown.days.at(-1)).toMatchObject({
    day: '2026-11-23',
    byStatus: { enrolled: 1, 'in-enrollment-period': 1 },
    byMethod: { totp: 1, webauthn: 0 },
    failedAttempts: { totp: 1 },
  });
  expect(shown.days[0]).not.toHaveProperty('byStatus');
  expect(shown.byGroup).toEqual([{ id, name: 'Sales', members: 2, enrolled: 1 }]);
  expect(shown.expiring.map(({ users }) => users)).toEqual([0, 0, 0, 1, 0, 0, 0]);

  house.at(monday + day);
  await takeSnapshot(house);
  const next = await dashboard(house)({ days: 7 });
  expect(next.days.at(-2)?.byStatus).toEqual(shown.days.at(-1)?.byStatus);
  expect(next.days.at(-1)?.failedAttempts).toEqual({});
});
