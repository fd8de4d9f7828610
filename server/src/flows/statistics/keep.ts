import { setImmediate as breathe } from 'node:timers/promises';
import type { Clock } from '../../kernel/clock.ts';
import type { GroupId } from '../../kernel/ids.ts';
import { days, hours, minutes } from '../../kernel/instant.ts';
import { zoneOf } from '../../policy/zone.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Transactions } from '../../ports/transactions.ts';
import { judgedNow } from '../time.ts';
import { tally } from './count.ts';

type Names = 'statistics' | 'audit' | 'settings';

export interface StatisticsDeps {
  readonly clock: Clock;
  readonly read: Pick<Repositories, Names | 'users'>;
  readonly transact: Transactions<Pick<Repositories, Names>>;
}

/** Events counted in one transaction. */
const atOnce = 500;
/** Longer than any window that a rollout is watched by. */
const incidentsKeptFor = days(35);

/**
 * Counts what the audit log has gained, so that no sign-in has to. How far it got is moved on in the same transaction:
 * every event is counted once, by whichever process. True when there is more.
 */
export const countEvents = async ({ clock, read, transact }: StatisticsDeps): Promise<boolean> => {
  const now = await judgedNow(clock, read.audit);
  return transact(async ({ statistics, audit, settings }) => {
    const from = await statistics.holdCountedUpTo();
    const events = await audit.from(from + 1, atOnce);
    const last = events.at(-1);
    if (last === undefined) return false;
    const { organisation } = await settings.read();
    const { counts, incidents } = tally(events, organisation.timeZone);
    await statistics.add(counts);
    await statistics.note(incidents.filter(({ at }) => at > now - incidentsKeptFor));
    await statistics.countedUpTo(last.seq);
    await statistics.purgeIncidents(now - incidentsKeptFor);
    return events.length === atOnce;
  });
};

/** Counting takes a moment in a large organisation, where on the other hand little changes in an hour. */
const large = 10_000;
/** Groups counted in one go. */
const groupsAtOnce = 20;

/** Notes how many stand how today, by one process at a time, and never while somebody waits for it. */
export const takeSnapshot = async ({ clock, read, transact }: StatisticsDeps): Promise<void> => {
  const now = await judgedNow(clock, read.audit);
  const every = (await read.users.count()) > large ? hours(1) : minutes(1);
  if (!(await transact(({ statistics }) => statistics.claimSnapshot(now, now - every)))) return;
  const { organisation } = await read.settings.read();
  const { day } = zoneOf(organisation.timeZone).localTime(now);
  const [byStatus, byMethod] = await Promise.all([
    read.users.countByStatus(now),
    read.statistics.countByMethod(),
  ]);
  await transact(({ statistics }) =>
    statistics.put([
      ...Object.entries(byStatus).map(([key, count]) => ({ day, counter: 'status' as const, key, count })),
      ...Object.entries(byMethod).map(([key, count]) => ({ day, counter: 'method' as const, key, count })),
    ]),
  );
  let after: GroupId | null = null;
  do {
    const counts = await read.statistics.countGroups(after, groupsAtOnce);
    if (counts.length > 0) await transact(({ statistics }) => statistics.putGroups(counts));
    after = counts.length < groupsAtOnce ? null : (counts.at(-1)?.group ?? null);
    await breathe();
  } while (after !== null);
};
