import { isoTime } from '../../kernel/instant.ts';
import { Refusal } from '../../ports/refusal.ts';
import { aboutThemselves } from '../caller.ts';
import { periodSnoozed } from '../mails/periods.ts';
import { queueMail } from '../mails/queue.ts';
import { project } from '../projection.ts';
import { snoozedPeriods } from '../roll-out/move-deadline.ts';
import { judgedNow } from '../time.ts';
import type { SignInDeps, Step } from './deps.ts';
import { proceed, readProgress } from './proceed.ts';
import { snoozeOf } from './snooze-offer.ts';

/**
 * Moves the deadline that the prompt shows, and all that come before the new one: once per person, whichever of
 * several clicks is first.
 * @throws Refusal `not-skippable`
 */
export const snooze =
  (deps: SignInDeps) =>
  async (token: string, browserToken: string): Promise<Step> =>
    deps.transact(async (source) => {
      const now = await judgedNow(deps.clock, source.audit);
      const { signIn, standpoint, decision } = await readProgress(deps, source, token, now, 'lock');
      const { user } = standpoint;
      const offer = snoozeOf(decision, standpoint);
      if (offer === null || !(await source.users.snooze(user.id, now)))
        throw new Refusal(
          'not-skippable',
          'The deadline cannot be moved: that is possible once, in its last three days, if the administrator allows it.',
        );
      const stored = await source.periods.ofUser(user.id);
      await source.periods.restart(snoozedPeriods(stored, offer.deadline, user.onLeaveUntil, now));
      await project(source, deps.rules, user.id, now);
      const after = await readProgress(deps, source, token, now);
      await queueMail(source.outbox, deps, after.standpoint, periodSnoozed, { deadline: offer.deadline });
      const step = await proceed(deps, source, token, browserToken, after.standpoint);
      await source.audit.append({
        ...aboutThemselves(user, signIn.address, now),
        kind: 'enrollment-period.snoozed',
        details: { days: offer.days, deadline: isoTime(offer.deadline) },
      });
      return step;
    });
