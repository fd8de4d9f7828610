import { days, type Instant } from '../kernel/instant.ts';

/** Whoever enrolled by then is due to look whether it all still works; null where nobody is asked (N12). */
export const enrolledBefore = (checkUpDays: number, now: Instant): Instant | null =>
  checkUpDays === 0 ? null : now - days(checkUpDays);
