import type { Clock } from '../../kernel/clock.ts';
import { enrolledBefore } from '../../policy/check-up.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Transactions } from '../../ports/transactions.ts';
import { checkUpDue } from '../mails/authenticators.ts';
import { type MailParts, queueMail } from '../mails/queue.ts';
import type { RulesInForce } from '../rules.ts';
import { readStandpoint } from '../standpoint.ts';
import { judgedNow } from '../time.ts';

export interface CheckUpReminderDeps extends MailParts {
  readonly clock: Clock;
  readonly rules: RulesInForce;
  readonly read: Pick<Repositories, 'checkUps' | 'policies' | 'settings' | 'audit'>;
  readonly transact: Transactions<
    Pick<Repositories, 'checkUps' | 'users' | 'policies' | 'settings' | 'outbox'>
  >;
}

/** Users who are looked at in one go. */
const batch = 100;

/**
 * Mails whose check-up is due (N12), once; answers with how many. Noting it and writing the mail are one transaction,
 * so that of several processes one writes it.
 */
export const remindOfCheckUps = (deps: CheckUpReminderDeps) => async (): Promise<number> => {
  const now = await judgedNow(deps.clock, deps.read.audit);
  const { settings } = await deps.rules(deps.read);
  const before = enrolledBefore(settings.enrollment.checkUpDays, now);
  if (before === null) return 0;
  const users = await deps.read.checkUps.toMail(before, batch);
  for (const user of users)
    await deps.transact(async (source) => {
      if (!(await source.checkUps.mailed(user, now))) return;
      const standpoint = await readStandpoint(source, deps.rules, user, now);
      if (standpoint !== undefined) await queueMail(source.outbox, deps, standpoint, checkUpDue, {});
    });
  return users.length;
};
