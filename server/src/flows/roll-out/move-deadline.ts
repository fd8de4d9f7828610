import type { Instant } from '../../kernel/instant.ts';
import { deadlineAfterLeave, isOnLeave } from '../../policy/leave.ts';
import { nextNotice, noticesOf } from '../../policy/notices.ts';
import { isOver } from '../../policy/periods.ts';
import type { Period } from '../../ports/periods.ts';

/**
 * A period with a later deadline, and what is to be mailed in its course from now on. What was not sent yet of its
 * beginning still is; what comes before the end of a leave waits for it.
 * @param leaveUntil of a leave that lasts
 */
const movedTo = (period: Period, deadline: Instant, leaveUntil: Instant | null, now: Instant): Period => {
  const moved = { ...period, deadline };
  const next =
    period.nextNotice === 'started'
      ? noticesOf(moved).find(({ kind }) => kind === 'started')
      : nextNotice(moved, now);
  const at = next === undefined || next === null ? null : Math.max(next.at, heldUntil(leaveUntil, now));
  return { ...moved, nextNotice: next?.kind ?? null, noticeAt: at };
};

/** The first instant after the leave. */
export const heldUntil = (leaveUntil: Instant | null, now: Instant): Instant =>
  isOnLeave(leaveUntil, now) && leaveUntil !== null ? leaveUntil + 1 : 0;

/** The periods of a user who is on leave from now on, or back: those that have not run out. */
export const periodsAroundLeave = (
  periods: readonly Period[],
  leaveUntil: Instant | null,
  timeZone: string,
  now: Instant,
): Period[] =>
  periods
    .filter((period) => !isOver(period, now))
    .map((period) => {
      const deadline = deadlineAfterLeave(period, leaveUntil ?? undefined, timeZone);
      return movedTo(period, deadline, leaveUntil, now);
    });

/** Those that would run out before the new deadline, and have not yet (N13). */
export const snoozedPeriods = (
  periods: readonly Period[],
  deadline: Instant,
  leaveUntil: Instant | null,
  now: Instant,
): Period[] =>
  periods
    .filter((period) => !isOver(period, now) && period.deadline < deadline)
    .map((period) => movedTo(period, deadline, leaveUntil, now));
