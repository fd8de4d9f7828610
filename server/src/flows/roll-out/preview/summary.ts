import { type Preview, PreviewList } from '@sallyport/contract/preview.ts';
import type { Instant } from '../../../kernel/instant.ts';
import { zoneOf } from '../../../policy/zone.ts';
import { isoDay } from '../../iso-day.ts';
import type { Outcome } from './outcome.ts';
import { listsOf, type Sharers } from './roster.ts';

/** The numbers of a preview. */
export type Summary = Pick<
  Preview,
  'concerned' | 'asked' | 'mustEnroll' | 'notActivated' | 'lockedOut' | 'lists' | 'days'
>;

/** Days that are drawn, today included. */
const mostDays = 60;

export const summaryOf = (
  outcomes: readonly Outcome[],
  sharers: readonly Sharers[],
  timeZone: string,
  now: Instant,
): Summary => {
  const lists = emptyLists();
  let concerned = 0;
  for (const [index, outcome] of outcomes.entries()) {
    const { users, administrators } = sharers[index] ?? { users: 0, administrators: 0 };
    concerned += users;
    for (const name of listsOf(outcome)) {
      lists[name].count += users;
      lists[name].administrators += administrators;
      if (outcome.today === name) lists[name].already += users;
    }
  }
  return {
    concerned,
    asked: lists.asked.count,
    mustEnroll: lists['enroll-now'].count + lists['enroll-by-deadline'].count,
    notActivated: lists['not-activated'].count,
    lockedOut: lists['locked-out'].count,
    lists,
    days: daysOf(outcomes, sharers, timeZone, now),
  };
};

export const emptyLists = (): Preview['lists'] =>
  Object.fromEntries(
    PreviewList.options.map((name) => [name, { count: 0, administrators: 0, already: 0 }]),
  ) as Preview['lists'];

const daysOf = (
  outcomes: readonly Outcome[],
  sharers: readonly Sharers[],
  timeZone: string,
  now: Instant,
): Summary['days'] => {
  const zone = zoneOf(timeZone);
  const today = zone.localTime(now).day;
  const found: { deadlines: number; lockedOut: number }[] = [];
  const note = (at: Instant | undefined, what: 'deadlines' | 'lockedOut', users: number): void => {
    const ahead = at === undefined ? -1 : zone.localTime(at).day - today;
    if (ahead < 0 || ahead >= mostDays) return;
    while (found.length <= ahead) found.push({ deadlines: 0, lockedOut: 0 });
    const day = found[ahead];
    if (day !== undefined) day[what] += users;
  };
  for (const [index, { deadline, lockedOutFrom }] of outcomes.entries()) {
    const users = sharers[index]?.users ?? 0;
    note(deadline, 'deadlines', users);
    note(lockedOutFrom, 'lockedOut', users);
  }
  return found.map((counts, ahead) => ({ day: isoDay(today + ahead), ...counts }));
};
