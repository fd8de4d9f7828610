/** Days of the organisation's calendar, `2026-11-21`: they have no zone, so they are shown as they are. */
const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const long = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone: 'UTC',
});

/** “21 Nov”. */
export const shortDay = (day: string): string => short.format(new Date(day));
/** “Saturday 21 November”. */
export const longDay = (day: string): string => long.format(new Date(day));
