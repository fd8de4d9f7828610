/** Days as date fields have them, `2026-11-30`, in the reader's time zone. */
const two = (part: number): string => String(part).padStart(2, '0');

export function dayAfter(days: number, now: Date = new Date()): string {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** The last moment of that day, as on the wire; what is no day stays as it is, for the server to say so. */
export function endOfDay(day: string): string {
  const end = new Date(`${day}T23:59:59`);
  return Number.isNaN(end.getTime()) ? day : end.toISOString();
}

/** Whether it is a day that has not ended yet. */
export const isAhead = (day: string, now: Date = new Date()): boolean =>
  Date.parse(`${day}T23:59:59`) > now.getTime();
