import type { Instant } from '../../kernel/clock.ts';
import type { Reader } from './letter.ts';

type Zone = Pick<Reader['organisation'], 'timeZone'>;

/** E.g. `Friday, 27 November 2026, 14:05 (Europe/Berlin)`. */
export const dateAndTime = (at: Instant, { timeZone }: Zone): string => {
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone }).format(at);
  return `${day(at, { timeZone })}, ${time} (${timeZone})`;
};

/** Deadlines are ends of days (rule 3); midnight still belongs to the day it ends: `the end of Friday, 27 November 2026 (Europe/Berlin)`. */
export const endOfDay = (deadline: Instant, zone: Zone): string =>
  `the end of ${day(deadline - 1, zone)} (${zone.timeZone})`;

const day = (at: Instant, { timeZone }: Zone): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone }).format(at);
