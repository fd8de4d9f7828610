import type { Clock } from '../kernel/clock.ts';
import type { Instant } from '../kernel/instant.ts';
import type { HighestTime } from '../ports/audit-log.ts';

/**
 * The time that is judged by (rule 14): the clock's, but never before the latest that was ever recorded,
 * so that turning a clock back revives neither a code nor a deadline.
 */
export const judgedNow = async (clock: Clock, log: HighestTime): Promise<Instant> =>
  Math.max(clock.now(), await log.highest());
