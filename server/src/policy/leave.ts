import type { Instant } from '../kernel/instant.ts';
import { zoneOf } from './zone.ts';

/** Whoever comes back finds at least so many days to set up a second factor, or as many as the policy gives. */
export const daysAfterReturn = 7;

interface Length {
  readonly deadline: Instant;
  /** As the policy gave them. */
  readonly days: number;
}

/**
 * A deadline as it is for somebody on leave: never earlier than it was, and never before the end of the
 * `daysAfterReturn`th day after the return. It depends on nothing but the two dates, so saying the same leave twice
 * moves nothing twice, and a shorter leave takes nothing back.
 * @param leaveUntil the end of the last day of leave
 * @param timeZone IANA name
 */
export const deadlineAfterLeave = (
  { deadline, days }: Length,
  leaveUntil: Instant | undefined,
  timeZone: string,
): Instant => {
  if (leaveUntil === undefined) return deadline;
  const zone = zoneOf(timeZone);
  const lastDay = zone.localTime(leaveUntil).day + Math.min(days, daysAfterReturn);
  return Math.max(deadline, zone.startOf(lastDay + 1) - 1);
};

/** The last instant of a calendar day. @param date `2026-12-24` */
export const endOfDate = (date: string, timeZone: string): Instant => {
  const zone = zoneOf(timeZone);
  const day = zone.localTime(zone.startOf(Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000))).day;
  return zone.startOf(day + 1) - 1;
};

export const isOnLeave = (leaveUntil: Instant | null | undefined, now: Instant): boolean =>
  leaveUntil !== null && leaveUntil !== undefined && now <= leaveUntil;
