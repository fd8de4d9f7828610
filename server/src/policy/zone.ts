import { days, type Instant, minutes } from '../kernel/instant.ts';

/** A calendar day, as the number of days since 1970-01-01; the same in every zone. */
export type Day = number;

/** What the clock on the wall shows. */
export interface LocalTime {
  readonly day: Day;
  /** Since midnight, as shown: 60 after an hour that was skipped is still 02:00 less 60. */
  readonly minute: number;
}

export interface Zone {
  localTime(instant: Instant): LocalTime;
  /** The first instant of the day or, where the calendar leaves the day out, of the next there is. */
  startOf(day: Day): Instant;
}

/** 1 = Monday … 7 = Sunday (ISO 8601); day 0 was a Thursday. */
export const weekdayOf = (day: Day): number => ((((day + 3) % 7) + 7) % 7) + 1;

const formatter = (name: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });

const readLocalTime = (format: Intl.DateTimeFormat, instant: Instant): LocalTime => {
  const field: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of format.formatToParts(instant)) field[type] = Number(value);
  const {
    year = Number.NaN,
    month = Number.NaN,
    day = Number.NaN,
    hour = Number.NaN,
    minute = Number.NaN,
  } = field;
  return { day: Date.UTC(year, month - 1, day) / days(1), minute: hour * 60 + minute };
};

/**
 * The local day never goes back as time goes on, so its first minute is found by halving the span in which any
 * zone on Earth begins it. That holds through every change of offset, at midnight or not.
 */
const firstInstantOf = (day: Day, localTime: Zone['localTime']): Instant => {
  let before = days(day) - minutes(15 * 60);
  let within = days(day) + minutes(15 * 60);
  while (within - before > minutes(1)) {
    const middle = before + minutes(Math.floor((within - before) / minutes(2)));
    if (localTime(middle).day < day) before = middle;
    else within = middle;
  }
  return within;
};

/** Deadlines of many people fall on the same few days. */
const keptStarts = 1000;

const makeZone = (name: string): Zone => {
  const format = formatter(name);
  let minute = Number.NaN;
  let shown: LocalTime = { day: 0, minute: 0 };
  const localTime = (instant: Instant): LocalTime => {
    const asked = Math.floor(instant / minutes(1));
    if (asked !== minute) {
      shown = readLocalTime(format, instant);
      minute = asked;
    }
    return shown;
  };
  const starts = new Map<Day, Instant>();
  const startOf = (day: Day): Instant => {
    let start = starts.get(day);
    if (start === undefined) {
      if (starts.size === keptStarts) starts.clear();
      start = firstInstantOf(day, localTime);
      starts.set(day, start);
    }
    return start;
  };
  return { localTime, startOf };
};

const zones = new Map<string, Zone>();

/**
 * The zone of an IANA name, made once: a formatter is costly to make, and formatting costs more than the rest of
 * a decision, so the last minute asked for is kept as well.
 * @throws RangeError for a name that the runtime does not know.
 */
export const zoneOf = (name: string): Zone => {
  let zone = zones.get(name);
  if (zone === undefined) {
    zone = makeZone(name);
    zones.set(name, zone);
  }
  return zone;
};
