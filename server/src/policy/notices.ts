import { days, type Instant } from '../kernel/instant.ts';
import type { PeriodFact } from './model.ts';

/** What is mailed in the course of an enrollment period (N4): days before the deadline, for the reminders. */
export type NoticeKind = 'started' | 'reminder-3' | 'reminder-1' | 'expired';

export interface Notice {
  readonly kind: NoticeKind;
  readonly at: Instant;
}

type Span = Pick<PeriodFact, 'startedAt' | 'deadline'>;

/** In order. A reminder that would come before the start, or along with it, is left out. */
export const noticesOf = ({ startedAt, deadline }: Span): Notice[] => {
  const reminders: Notice[] = [
    { kind: 'reminder-3', at: deadline - days(3) },
    { kind: 'reminder-1', at: deadline - days(1) },
  ];
  return [
    { kind: 'started', at: startedAt },
    ...reminders.filter(({ at }) => at > startedAt),
    { kind: 'expired', at: deadline + 1 },
  ];
};

/** The one that holds now, if it was not sent yet; those before it have nothing left to say. Null before the start. */
export const currentNotice = (period: Span, now: Instant): Notice | null =>
  noticesOf(period).findLast(({ at }) => at <= now) ?? null;

/** The next one to come; null after the last. */
export const nextNotice = (period: Span, now: Instant): Notice | null =>
  noticesOf(period).find(({ at }) => at > now) ?? null;
