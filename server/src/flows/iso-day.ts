import { days, isoTime } from '../kernel/instant.ts';
import type { Day } from '../policy/zone.ts';

/** `2026-11-21`: a day of the calendar, whatever the zone. */
export const isoDay = (day: Day): string => isoTime(days(day)).slice(0, 10);
