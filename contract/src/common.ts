import { z } from 'zod';

/** ISO 8601 in UTC, as every time on the wire. */
export const Time = z.iso.datetime();

/**
 * Near the end of the calendar, in the year 9999, what is counted on from a time could not be said as a `Time` any
 * more; days and time zones are sure for these years.
 */
const withinYears = (text: string) => text >= '2000' && text < '2200';
const outsideYears = 'must be between the years 2000 and 2199';

/** A time that somebody gives us. */
export const GivenTime = z.iso.datetime({ abort: true }).refine(withinYears, outsideYears);

/** A calendar day that somebody gives us. */
export const GivenDay = z.iso
  .date({ error: 'must be a date, e.g. 2026-12-31', abort: true })
  .refine(withinYears, outsideYears);

export const Id = z.string().min(1).max(64);

/** One line for people: no control characters, no surrounding spaces, some length. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(max, `must be at most ${max} characters`)
    .regex(/^[^\p{Cc}\p{Cf}\p{DI}\p{Zl}\p{Zp}]*$/u, 'must not contain control or invisible characters');

/** Free text of several lines. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `must be at most ${max} characters`)
    .regex(/^(?:[^\p{Cc}]|[\n\r\t])*$/u, 'must not contain control characters');

export const Email = z.email('must be an e-mail address').max(254);

export const Days = z
  .int('must be a whole number of days')
  .min(1, 'must be at least 1 day')
  .max(365, 'must be at most 365 days');

export const Page = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    /** Hand back as `cursor` for the next page; absent on the last one. */
    nextCursor: z.string().optional(),
    total: z.int().optional(),
  });
