import { days, type Instant } from '../kernel/instant.ts';

/** What is done about the end of an exemption; days before it, for the reminders. */
export type ExemptionNotice = 'ends-in-14' | 'ends-in-3' | 'ended';

/** A year: then somebody looks at it again. */
export const longestExemption = days(366);

const leads: readonly { readonly kind: ExemptionNotice; readonly before: number }[] = [
  { kind: 'ends-in-14', before: days(14) },
  { kind: 'ends-in-3', before: days(3) },
  { kind: 'ended', before: 0 },
];

/** The next one to come after `now`; null after the end. */
export const nextExemptionNotice = (
  until: Instant,
  now: Instant,
): { readonly kind: ExemptionNotice; readonly at: Instant } | null =>
  leads.map(({ kind, before }) => ({ kind, at: until - before })).find(({ at }) => at > now) ?? null;
