import type { Standpoint } from '../standpoint.ts';

/** Days by which the user may still move a deadline, once (N13): announced in every mail about one. */
export const snoozeDaysFor = ({ user, rules }: Pick<Standpoint, 'user' | 'rules'>): number =>
  user.snoozedAt !== null || rules.decision.strictProfile ? 0 : rules.settings.enrollment.snoozeDays;
