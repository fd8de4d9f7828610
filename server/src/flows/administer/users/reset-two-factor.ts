import type { ResetTwoFactor, User } from '@sallyport/contract/users.ts';
import type { z } from 'zod';
import { asId, type UserId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Administrator } from '../../caller.ts';
import { userSubject } from '../../caller.ts';
import { twoFactorReset } from '../../mails/authenticators.ts';
import { type MailParts, queueMail } from '../../mails/queue.ts';
import { settleUser } from '../../roll-out/settle.ts';
import { type Act, act } from '../act.ts';
import { describeUser, readUser } from './describe.ts';
import { refuseAbove, refuseOneself } from './guards.ts';
import { signOutEverywhere } from './suspend.ts';

type Deps = MailParts &
  Act<
    | 'users'
    | 'policies'
    | 'settings'
    | 'periods'
    | 'standings'
    | 'authenticators'
    | 'backupCodes'
    | 'accessCodes'
    | 'knownBrowsers'
    | 'sessions'
    | 'signIns'
    | 'challenges'
    | 'throttles'
    | 'apiTokens'
    | 'outbox'
  >;

/**
 * Voids what the user could prove a second factor with, and everything that was reached with it. What follows is
 * what the requirement says.
 * @throws Refusal `nothing-to-reset`
 */
export const resetTwoFactor =
  (deps: Deps) =>
  async (caller: Administrator, id: string, input: z.output<typeof ResetTwoFactor>): Promise<User> =>
    act(deps, caller, async (source, now, record) => {
      const before = await readUser(source, deps.rules, asId<UserId>(id), now, 'lock');
      const { user, facts } = before;
      refuseAbove(caller, user);
      refuseOneself(caller, user, 'reset');
      if (facts.authenticators.length === 0 && facts.backupCodesLeft === 0)
        throw new Refusal('nothing-to-reset', 'This user has set up no second factor.');
      await source.authenticators.removeAll(user.id);
      await source.backupCodes.removeAll(user.id);
      await source.accessCodes.remove(user.id);
      await source.knownBrowsers.removeAll(user.id);
      await signOutEverywhere(source, user.id, now);
      await source.apiTokens.revokeAll(user.id);
      await source.throttles.clearUser(user.id);
      await source.users.edit(user.id, { preferredMethod: null });
      await settleUser(source, deps.rules, user.id, now);
      await queueMail(source.outbox, deps, before, twoFactorReset, {});
      record({
        kind: 'two-factor.reset',
        subject: userSubject(user),
        details: { ...input, methods: facts.authenticators.map(({ method }) => method) },
      });
      return describeUser(await readUser(source, deps.rules, user.id, now));
    });
