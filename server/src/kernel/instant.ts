/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

export const seconds = (n: number): number => n * 1000;
export const minutes = (n: number): number => n * 60_000;
export const hours = (n: number): number => n * 3_600_000;
export const days = (n: number): number => n * 86_400_000;

const firstTold: Instant = Date.parse('0000-01-01T00:00:00.000Z');
const lastTold: Instant = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * ISO 8601 in UTC, as every time leaves the server. It never throws, and always has four digits for the year: what is
 * stored and does not fit is told as the first or last time that does.
 */
export const isoTime = (instant: Instant): string =>
  new Date(Math.min(lastTold, Math.max(firstTold, instant || 0))).toISOString();
