import { days } from '../kernel/instant.ts';
import type { Day } from '../policy/zone.ts';

/** `2026-11-21`: a day of the calendar, whatever the zone. */
export const isoDay = (day: Day): string => new Date(days(day)).toISOString().slice(0, 10);
