import { days, type Instant } from '../../../kernel/instant.ts';
import { endOfDate, isOnLeave } from '../../../policy/leave.ts';
import { invalid } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import { periodMoved } from '../../mails/periods.ts';
import { type MailParts, queueMail } from '../../mails/queue.ts';
import { periodsAroundLeave } from '../../roll-out/move-deadline.ts';
import { snoozeDaysFor } from '../../roll-out/snooze-days.ts';
import { type Standpoint, standingOf } from '../../standpoint.ts';

/**
 * Notes until when somebody is on leave, moves the deadlines that would come meanwhile or soon after, and holds back
 * what is to be mailed until then. Answers whether anything changed.
 * @param lastDay as a date; null: back again
 * @throws Refusal `invalid-request` for a leave that is over, or too long
 */
export const changeLeave = async (
  source: Pick<Repositories, 'users' | 'periods'>,
  { user, rules, now }: Standpoint,
  lastDay: string | null,
): Promise<boolean> => {
  const { timeZone } = rules.settings.organisation;
  const until = lastDay === null ? null : leaveEnd(lastDay, timeZone, now);
  const before = isOnLeave(user.onLeaveUntil, now) ? user.onLeaveUntil : null;
  if (until === before) return false;
  await source.users.edit(user.id, { onLeaveUntil: until });
  const moved = periodsAroundLeave(await source.periods.ofUser(user.id), until, timeZone, now);
  if (moved.length > 0) await source.periods.restart(moved);
  return true;
};

/** As of exemptions: after a year somebody looks at it again. */
const longestLeaveDays = 366;

const leaveEnd = (lastDay: string, timeZone: string, now: Instant): Instant => {
  const until = endOfDate(lastDay, timeZone);
  if (!isOnLeave(until, now)) throw invalid('onLeaveUntil', 'must be today or later');
  if (until > now + days(longestLeaveDays))
    throw invalid('onLeaveUntil', `must be at most ${longestLeaveDays} days from now`);
  return until;
};

/** Tells the user where the deadline that they knew has gone. */
export const mailMovedDeadline = async (
  parts: MailParts,
  { outbox }: Pick<Repositories, 'outbox'>,
  before: Standpoint,
  after: Standpoint,
): Promise<void> => {
  const [known, deadline] = [standingOf(before).period?.deadline, standingOf(after).period?.deadline];
  if (known === undefined || deadline === undefined || deadline === known) return;
  await queueMail(outbox, parts, after, periodMoved, { deadline, snoozeDays: snoozeDaysFor(after) });
};
