import type { Clock } from '../../kernel/clock.ts';
import { days, type Instant } from '../../kernel/instant.ts';
import { isExempt } from '../../policy/matching.ts';
import { currentNotice, type Notice, nextNotice } from '../../policy/notices.ts';
import type { Period } from '../../ports/periods.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Transactions } from '../../ports/transactions.ts';
import { periodExpired, periodReminder, periodStarted } from '../mails/periods.ts';
import { type MailParts, queueMail } from '../mails/queue.ts';
import type { RulesInForce } from '../rules.ts';
import { readStandpoint, type Standpoint, standingOf } from '../standpoint.ts';
import { judgedNow } from '../time.ts';
import { heldUntil } from './move-deadline.ts';
import { graceOf } from './period-changes.ts';
import { snoozeDaysFor } from './snooze-days.ts';

type Source = Pick<Repositories, 'users' | 'periods' | 'policies' | 'settings' | 'outbox'>;

export interface NotifyDeps extends MailParts {
  readonly clock: Clock;
  readonly rules: RulesInForce;
  readonly read: Pick<Repositories, 'periods' | 'audit'>;
  readonly transact: Transactions<Source>;
}

/** Notices that are looked at in one go. */
const batch = 100;

/**
 * Mails what is due of enrollment periods (N4); answers how many were looked at. Moving a notice on and queueing its
 * mail are one transaction, so that of several processes one sends it.
 */
export const notifyOfPeriods = (deps: NotifyDeps) => async (): Promise<number> => {
  const now = await judgedNow(deps.clock, deps.read.audit);
  const due = await deps.read.periods.noticesDue(now, batch);
  await Promise.all(due.map((period) => deps.transact((source) => notify(deps, source, period, now))));
  return due.length;
};

const notify = async (deps: NotifyDeps, source: Source, period: Period, now: Instant): Promise<void> => {
  const standpoint = await readStandpoint(source, deps.rules, period.user, now);
  const held = standpoint === undefined ? 0 : heldUntil(standpoint.user.onLeaveUntil, now);
  if (held > now) {
    await source.periods.advanceNotice(period, period.nextNotice, held);
    return;
  }
  // Those that came due while no server ran, or while the period was suspended, are one notice: the latest.
  const current = currentNotice(period, now);
  if (current !== null && standpoint !== undefined && isSuspended(standpoint, period)) {
    await source.periods.advanceNotice(period, current.kind, null);
    return;
  }
  const next = nextNotice(period, now);
  if (!(await source.periods.advanceNotice(period, next?.kind ?? null, next?.at ?? null))) return;
  if (current === null || standpoint === undefined || !concerns(standpoint, period)) return;
  await mail(deps, source, standpoint, current.kind, period);
};

/** Nobody is held to it for now; what was to be said waits until somebody is again (`settle`). */
const isSuspended = (standpoint: Standpoint, { policy }: Period): boolean =>
  standpoint.user.state !== 'active' ||
  isExempt(standpoint.facts, standpoint.now) ||
  !standpoint.policies.some((one) => one.because.policy === policy && graceOf(one, standpoint).length > 0);

/** Not those who have what is required by now, nor where another period of the user's is the one that rules. */
const concerns = (standpoint: Standpoint, { policy }: Period): boolean =>
  standingOf(standpoint).period?.policy === policy;

const mail = (
  deps: NotifyDeps,
  { outbox }: Source,
  standpoint: Standpoint,
  kind: Notice['kind'],
  { deadline }: Period,
): Promise<void> => {
  const about = { deadline, snoozeDays: snoozeDaysFor(standpoint) };
  const daysLeft = Math.ceil((deadline - standpoint.now) / days(1));
  switch (kind) {
    case 'started':
      return queueMail(outbox, deps, standpoint, periodStarted, about);
    case 'reminder-3':
    case 'reminder-1':
      return queueMail(outbox, deps, standpoint, periodReminder, { ...about, daysLeft });
    case 'expired':
      return queueMail(outbox, deps, standpoint, periodExpired, { deadline });
  }
};
