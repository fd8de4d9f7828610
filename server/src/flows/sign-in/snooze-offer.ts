import type { Decision } from '../../policy/model.ts';
import { type Snooze, snoozeOffer } from '../../policy/snooze.ts';
import { snoozeDaysFor } from '../roll-out/snooze-days.ts';
import type { Standpoint } from '../standpoint.ts';

/** The snooze that a prompt can offer this user; null for none. */
export const snoozeOf = (decision: Decision, { user, rules, now }: Standpoint): Snooze | null =>
  snoozeOffer(decision, {
    days: snoozeDaysFor({ user, rules }),
    timeZone: rules.settings.organisation.timeZone,
    now,
  });
