/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

export const seconds = (n: number): number => n * 1000;
export const minutes = (n: number): number => n * 60_000;
export const hours = (n: number): number => n * 3_600_000;
export const days = (n: number): number => n * 86_400_000;

/** ISO 8601 in UTC, as every time leaves the server. */
export const isoTime = (instant: Instant): string => new Date(instant).toISOString();
