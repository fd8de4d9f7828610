import type { Dashboard, DashboardDay, DashboardQuery } from '@sallyport/contract/dashboard.ts';
import type { z } from 'zod';
import { isoTime } from '../../kernel/instant.ts';
import { type Day, type Zone, zoneOf } from '../../policy/zone.ts';
import type { Count } from '../../ports/statistics.ts';
import { isoDay } from '../iso-day.ts';
import { summarise } from '../rollouts/describe.ts';
import { judgedNow } from '../time.ts';
import type { Look } from './act.ts';

/** Groups that are named. */
const namedGroups = 12;
/** Today and the six days after. */
const daysAhead = 7;

/** How it went so far, and what is due: kept figures, so that it costs the same in a large organisation. */
export const dashboard =
  ({ read, clock }: Look<'statistics' | 'settings' | 'rollouts' | 'users'>) =>
  async ({ days }: z.output<typeof DashboardQuery>): Promise<Dashboard> => {
    const now = await judgedNow(clock, read.audit);
    const { timeZone } = (await read.settings.read()).organisation;
    const zone = zoneOf(timeZone);
    const today = zone.localTime(now).day;
    const span = range(today - days + 1, days);
    const ahead = range(today, daysAhead);
    const [counts, standing, groups, deadlines, rollouts, countedAt] = await Promise.all([
      read.statistics.since(today - days + 1),
      read.users.countByStatus(now),
      read.statistics.groups(namedGroups),
      read.statistics.deadlines(now, zone.startOf(today + daysAhead)),
      read.rollouts.list(),
      read.statistics.snapshotAt(),
    ]);
    const byDay = Map.groupBy(counts, ({ day }) => day);
    return {
      timeZone,
      days: span.map((day) => ({
        ...describeDay(zone, day, byDay.get(day) ?? []),
        // The last count may be an hour old.
        ...(day === today && { byStatus: { ...standing } }),
      })),
      ...(countedAt > 0 && { countedAt: isoTime(countedAt) }),
      byGroup: groups.map(({ group, ...counted }) => ({ id: group, ...counted })),
      expiring: ahead.map((day) => ({
        ...bounds(zone, day),
        users: sum(
          deadlines.filter(({ deadline }) => zone.localTime(deadline).day === day).map(({ users }) => users),
        ),
      })),
      rollouts: rollouts.filter(({ state }) => state !== 'done' && state !== 'cancelled').map(summarise),
    };
  };

const range = (from: Day, length: number): Day[] => Array.from({ length }, (_, index) => from + index);

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

const bounds = (zone: Zone, day: Day) => ({
  day: isoDay(day),
  from: isoTime(zone.startOf(day)),
  until: isoTime(zone.startOf(day + 1)),
});

const describeDay = (zone: Zone, day: Day, counts: readonly Count[]): DashboardDay => {
  const of = (counter: Count['counter']): Record<string, number> =>
    Object.fromEntries(
      counts.filter((each) => each.counter === counter).map(({ key, count }) => [key, count]),
    );
  const byStatus = of('status');
  const { completed = 0, failed = 0 } = of('enrollment');
  return {
    ...bounds(zone, day),
    ...(Object.keys(byStatus).length > 0 && { byStatus, byMethod: of('method') }),
    failedAttempts: of('failed-attempt'),
    lockouts: of('lockout'),
    helpDeskResets: sum(Object.values(of('help-desk-reset'))),
    enrollments: { completed, failed },
  };
};
