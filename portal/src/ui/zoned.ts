/** Times in the organisation's zone, as fields of the kind `datetime-local` have them: `2026-11-30T09:00`. */

const fields = (zone: string) =>
  new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });

/** `2026-11-30T08:00:00Z` in Berlin → `2026-11-30T09:00`. */
export const toZoned = (iso: string, zone: string): string =>
  fields(zone).format(new Date(iso)).replace(' ', 'T');

/** The other way round; null of what is no time. An hour that clocks leave out is taken as the one after. */
export function fromZoned(local: string, zone: string): string | null {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return null;
  const offsetAt = (instant: number) =>
    Date.parse(`${toZoned(new Date(instant).toISOString(), zone)}Z`) - instant;
  // Where the offset changes between the guess and the time itself, the second guess is right.
  const guess = asUtc - offsetAt(asUtc);
  return new Date(asUtc - offsetAt(guess)).toISOString();
}

/** The same time of the day there, so many days later. */
export function daysLater(iso: string, days: number, zone: string): string {
  const local = new Date(`${toZoned(iso, zone)}Z`);
  local.setUTCDate(local.getUTCDate() + days);
  return days === 0 ? iso : (fromZoned(local.toISOString().slice(0, 16), zone) ?? iso);
}

/** “Mon 30 Nov 2026, 09:00”. */
export const formatZoned = (iso: string, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(iso));
