import type { Instant } from '../../kernel/instant.ts';
import type { Reader } from './letter.ts';

type Zone = Pick<Reader['organisation'], 'timeZone'>;

/** E.g. `Friday, 27 November 2026, 14:05 (Europe/Berlin)`. */
export const dateAndTime = (at: Instant, { timeZone }: Zone): string => {
  const { day, time } = formatsOf(timeZone);
  return `${day.format(at)}, ${time.format(at)} (${timeZone})`;
};

/** Deadlines are ends of days (rule 3); midnight still belongs to the day it ends: `the end of Friday, 27 November 2026 (Europe/Berlin)`. */
export const endOfDay = (deadline: Instant, { timeZone }: Zone): string =>
  `the end of ${formatsOf(timeZone).day.format(deadline - 1)} (${timeZone})`;

const formatsIn = (timeZone: string) => ({
  day: new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone }),
  time: new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone }),
});

/** A format is costly to make, and an import writes a hundred thousand mails. */
const known = new Map<string, ReturnType<typeof formatsIn>>();

const formatsOf = (timeZone: string): ReturnType<typeof formatsIn> => {
  const formats = known.get(timeZone) ?? formatsIn(timeZone);
  known.set(timeZone, formats);
  return formats;
};
