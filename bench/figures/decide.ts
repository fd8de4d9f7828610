import { asId, type GroupId, type UserId } from '../../server/src/kernel/ids.ts';
import { compile } from '../../server/src/policy/compile.ts';
import { decide } from '../../server/src/policy/decide.ts';
import type { Facts, Policy } from '../../server/src/policy/model.ts';
import { facts, groupId, period, policy, totp, webauthn } from '../../test/support/policy/examples.ts';
import { type Benchmark, figure } from '../support/figure.ts';
import { median } from '../support/statistics.ts';

const rounds = 5;

/** Decisions one after another: 20 policies of all kinds, a thousand users of 10 groups each. */
export const decisions: Benchmark = {
  figures: ['decide'],
  async run() {
    decisionsPerSecond(500);
    const value = median(Array.from({ length: rounds }, () => decisionsPerSecond(1000)));
    const goal = { is: 'at least', bound: 500_000 } as const;
    return [figure({ name: 'decide', value, unit: '/s', goal })];
  },
};

/** Of one core: by processor time, of all threads, so that what else the machine does makes no difference. */
const decisionsPerSecond = (milliseconds: number): number => {
  const compiled = compile(policies());
  const people = population();
  const before = process.cpuUsage();
  const until = performance.now() + milliseconds;
  let made = 0;
  while (performance.now() < until) {
    for (const person of people) decide(person, compiled);
    made += people.length;
  }
  const { user, system } = process.cpuUsage(before);
  return (made / (user + system)) * 1_000_000;
};

const groups = Array.from({ length: 40 }, (_, index) => groupId(`group-${index}`));

const policies = (): Policy[] => {
  const office = { networks: ['10.0.0.0/8', '192.0.2.0/24', '2001:db8::/32'] };
  const outside = { outsideNetworks: ['10.0.0.0/8', '192.0.2.0/24'] };
  const night = {
    times: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: 1320, to: 360, timeZone: 'Europe/Berlin' }],
  };
  const byGroup = groups.slice(0, 12).map((group, index) =>
    policy(index % 3 === 0 ? 'forced' : 'optional', {
      id: `group-${index}`,
      who: { kind: 'groups', groups: [group] },
    }),
  );
  return [
    policy('soft'),
    ...byGroup,
    policy('forced', { id: 'servers', when: { resourceKinds: ['server'] } }),
    policy('forced', { id: 'outside', when: outside }),
    policy('optional', { id: 'office', when: office }),
    policy('deny', {
      id: 'contractors at night',
      who: { kind: 'groups', groups: groups.slice(12, 15) },
      when: night,
    }),
    policy('deny', { id: 'old network', when: { networks: ['198.51.100.0/24'] } }),
    policy('none', { id: 'excluding', excluded: ['group-1', 'group-2'] }),
    policy('forced', { id: 'not yet', state: 'report-only' }),
  ];
};

/** A thousand users in different situations. */
const population = (): Facts[] =>
  Array.from({ length: 1000 }, (_, index) => {
    const membership = new Set<GroupId>();
    for (let next = 0; next < 10; next++)
      membership.add(groups[(index * 7 + next * 3) % groups.length] ?? groupId(''));
    const authenticators = [[], [totp], [totp, webauthn]][index % 3] ?? [];
    return facts({
      id: asId<UserId>(`user-${index}`),
      groups: membership,
      authenticators,
      backupCodesLeft: authenticators.length > 0 ? 10 : 0,
      periods: [period((index % 9) - 2)],
      proved: index % 2 === 0 && authenticators.length > 0 ? ['totp'] : [],
      at: (['portal', 'app', 'server'] as const)[index % 3] ?? 'portal',
      address: ['192.0.2.7', '10.20.30.40', '203.0.113.5', '2001:db8::7'][index % 4] ?? null,
    });
  });
