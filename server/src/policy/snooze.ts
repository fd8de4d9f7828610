import { type Instant, days as inMilliseconds } from '../kernel/instant.ts';
import type { Decision } from './model.ts';
import { zoneOf } from './zone.ts';

/** How long before the deadline it can be taken: who has more time left needs none yet. */
const offeredBefore = inMilliseconds(3);

export interface Snooze {
  readonly days: number;
  /** The one that it would become. */
  readonly deadline: Instant;
}

/** So many days later in the calendar of the organisation, at the end of that day. */
export const snoozedDeadline = (deadline: Instant, days: number, timeZone: string): Instant => {
  const zone = zoneOf(timeZone);
  return Math.max(deadline, zone.startOf(zone.localTime(deadline).day + days + 1) - 1);
};

/**
 * The one snooze (N13), where it can be taken: at a prompt that a deadline stands behind, in its last three days.
 * After it rule 4 holds. Who is forced, as administrators and everybody under the strict profile are, has no deadline.
 * @param days as the administrator allows; 0 for none, or where the person had theirs
 */
export const snoozeOffer = (
  decision: Decision,
  { days, timeZone, now }: { days: number; timeZone: string; now: Instant },
): Snooze | null => {
  if (decision.outcome !== 'enroll' || decision.strength !== 'soft' || decision.deadline === undefined)
    return null;
  if (days === 0 || decision.deadline - now > offeredBefore) return null;
  return { days, deadline: snoozedDeadline(decision.deadline, days, timeZone) };
};
