import type { Instant } from '../kernel/instant.ts';
import type { TimeWindow } from './model.ts';
import { weekdayOf, zoneOf } from './zone.ts';

/**
 * A window that spans midnight belongs to the weekday on which it begins; one whose ends are the same lasts a day.
 * @throws RangeError when its time zone is unknown.
 */
export const prepareWindow = ({ weekdays, from, to, timeZone }: TimeWindow): ((now: Instant) => boolean) => {
  const zone = zoneOf(timeZone);
  return (now) => {
    const { day, minute } = zone.localTime(now);
    const onDay = weekdays.includes(weekdayOf(day));
    if (from < to) return onDay && minute >= from && minute < to;
    return (onDay && minute >= from) || (minute < to && weekdays.includes(weekdayOf(day - 1)));
  };
};
