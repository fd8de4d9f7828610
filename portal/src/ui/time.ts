/**
 * Times for people: in the reader's time zone and habits, in English like the pages themselves.
 * All take ISO 8601 in UTC, as on the wire.
 */
const locale = globalThis.navigator?.languages?.find((language) => /^en\b/.test(language)) ?? 'en-GB';

/** Makes what `make` makes when it is first needed: Intl's formatters cost milliseconds each, before the first paint. */
function whenNeeded<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
const formatter = (options: Intl.DateTimeFormatOptions) =>
  whenNeeded(() => new Intl.DateTimeFormat(locale, options));

const withZone = formatter({
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});
const dateTime = formatter({ dateStyle: 'medium', timeStyle: 'short' });
const date = formatter({ dateStyle: 'medium' });
const clock = formatter({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const relative = whenNeeded(() => new Intl.RelativeTimeFormat('en', { numeric: 'auto' }));

/** For deadlines: “Friday, 28 November 2026 at 23:59 CET”. */
export const formatDeadline = (iso: string): string => withZone().format(new Date(iso));
/** “28 Nov 2026, 23:59”. */
export const formatDateTime = (iso: string): string => dateTime().format(new Date(iso));
/** “28 Nov 2026”. */
export const formatDate = (iso: string): string => date().format(new Date(iso));
/** “21–28 Nov 2026”. */
export const formatDates = (from: string, until: string): string =>
  date().formatRange(new Date(from), new Date(until));
/** “23:59:30”. */
export const formatClock = (time: Date): string => clock().format(time);

const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** “in 3 days”, “2 hours ago”, “just now”; the largest unit that fits, rounded towards now. */
export function formatRelative(iso: string, now: number = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  const unit = units.find(([, length]) => Math.abs(seconds) >= length);
  if (unit === undefined) return seconds > 0 ? 'in less than a minute' : 'just now';
  return relative().format(Math.trunc(seconds / unit[1]), unit[0]);
}

/** “45 s”, “3 min 5 s”: for waits, in seconds. */
export function formatWait(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  const minutes = Math.floor(whole / 60);
  if (minutes === 0) return `${whole} s`;
  return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
}
