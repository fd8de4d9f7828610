import { asId, type UserId } from '../../../kernel/ids.ts';
import { days } from '../../../kernel/instant.ts';
import { Refusal } from '../../../ports/refusal.ts';
import { type Administrator, userSubject } from '../../caller.ts';
import { periodReminder } from '../../mails/periods.ts';
import { type MailParts, queueMail } from '../../mails/queue.ts';
import { setUpReminder } from '../../mails/reminder.ts';
import { type Standpoint, standingOf } from '../../standpoint.ts';
import { type Act, act } from '../act.ts';
import { readUser } from './describe.ts';

type Deps = MailParts & Act<'users' | 'policies' | 'settings' | 'outbox'>;

/**
 * Mails a user that 2FA is to be set up, and by when.
 * @throws Refusal `not-found`, `conflict` where a mail would be of no use
 */
export const remindUser =
  (deps: Deps) =>
  async (caller: Administrator, id: string): Promise<void> =>
    act(deps, caller, async (source, now, record) => {
      const standpoint = await readUser(source, deps.rules, asId<UserId>(id), now, 'lock');
      refuseUseless(standpoint);
      const { period, required } = standingOf(standpoint);
      if (period === undefined) await queueMail(source.outbox, deps, standpoint, setUpReminder, { required });
      else {
        const { deadline } = period;
        const daysLeft = Math.max(1, Math.ceil((deadline - now) / days(1)));
        await queueMail(source.outbox, deps, standpoint, periodReminder, { deadline, daysLeft });
      }
      record({ kind: 'enrollment.reminded', subject: userSubject(standpoint.user) });
    });

const refuseUseless = (standpoint: Standpoint): void => {
  const refuse = (message: string): never => {
    throw new Refusal('conflict', message);
  };
  if (standpoint.user.state === 'staged') refuse('Not activated yet: mail the activation link instead.');
  if (standpoint.user.state === 'suspended') refuse('Suspended: cannot sign in to set anything up.');
  const { status } = standingOf(standpoint);
  if (status === 'enrolled') refuse('Has set up 2FA already.');
  if (status === 'expired') refuse('The enrollment period has ended: reset it instead.');
};
