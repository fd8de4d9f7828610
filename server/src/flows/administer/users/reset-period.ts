import type { ResetEnrollmentPeriod, User } from '@sallyport/contract/users.ts';
import type { z } from 'zod';
import { asId, type UserId } from '../../../kernel/ids.ts';
import { isoTime } from '../../../kernel/instant.ts';
import { nextNotice } from '../../../policy/notices.ts';
import type { Period } from '../../../ports/periods.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Administrator } from '../../caller.ts';
import { userSubject } from '../../caller.ts';
import { periodReset } from '../../mails/periods.ts';
import { type MailParts, queueMail } from '../../mails/queue.ts';
import { freshPeriod, graceOf } from '../../roll-out/period-changes.ts';
import { settleUser } from '../../roll-out/settle.ts';
import { snoozeDaysFor } from '../../roll-out/snooze-days.ts';
import { type Standpoint, standingOf } from '../../standpoint.ts';
import { type Act, act } from '../act.ts';
import { describeUser, readUser } from './describe.ts';
import { refuseAbove, refuseOneself } from './guards.ts';

type Deps = MailParts & Act<'users' | 'policies' | 'settings' | 'periods' | 'standings' | 'outbox'>;

/**
 * A new period from now on, in place of those that have expired, or else of those that run: of so many days as is
 * said, or as it had.
 * @throws Refusal `nothing-to-reset` when the user is in no period
 */
export const resetEnrollmentPeriod =
  (deps: Deps) =>
  async (
    caller: Administrator,
    id: string,
    { days, identityVerifiedBy, note }: z.output<typeof ResetEnrollmentPeriod>,
  ): Promise<User> =>
    act(deps, caller, async (source, now, record) => {
      const before = await readUser(source, deps.rules, asId<UserId>(id), now, 'lock');
      const { user } = before;
      refuseAbove(caller, user);
      refuseOneself(caller, user, 'give a new period to');
      const periods = renewed(before, await source.periods.ofUser(user.id), days);
      await source.periods.restart(periods);
      await settleUser(source, deps.rules, user.id, now);
      const after = await readUser(source, deps.rules, user.id, now);
      const { period } = standingOf(after);
      if (period !== undefined)
        await queueMail(source.outbox, deps, after, periodReset, {
          deadline: period.deadline,
          snoozeDays: snoozeDaysFor(after),
        });
      record({
        kind: 'enrollment-period.reset',
        subject: userSubject(user),
        details: {
          identityVerifiedBy,
          note,
          days: days ?? null,
          deadline: period === undefined ? null : isoTime(period.deadline),
        },
      });
      return describeUser(after);
    });

const renewed = (before: Standpoint, stored: readonly Period[], days: number | undefined): Period[] => {
  const { status } = standingOf(before);
  const grace = new Map(before.policies.flatMap((policy) => graceOf(policy, before)));
  const current = stored.filter(({ policy }) => grace.has(policy));
  if (current.length === 0 || (status !== 'expired' && status !== 'in-enrollment-period'))
    throw new Refusal('nothing-to-reset', 'No enrollment period of this user is running or has expired.');
  const expired = current.filter(({ deadline }) => deadline < before.now);
  const chosen = days === undefined && expired.length > 0 ? expired : current;
  return chosen.map((period) =>
    announced(freshPeriod(before, period.policy, days ?? period.days, before.now), before.now),
  );
};

/** The mail about the reset stands in for the one about the start. */
const announced = (period: Period, now: number): Period => {
  const notice = nextNotice(period, now);
  return { ...period, nextNotice: notice?.kind ?? null, noticeAt: notice?.at ?? null };
};
