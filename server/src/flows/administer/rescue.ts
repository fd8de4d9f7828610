import type { User } from '@sallyport/contract/users.ts';
import { Refusal } from '../../ports/refusal.ts';
import { type Administrator, actorOf } from '../caller.ts';
import { currentRules } from '../roll-out/current-rules.ts';
import type { RequireSource } from '../roll-out/require.ts';
import { sweep } from '../roll-out/sweep.ts';
import { type Act, act } from './act.ts';
import type { AdministerDeps } from './deps.ts';
import { getUser } from './users/list.ts';
import { resetEnrollmentPeriod } from './users/reset-period.ts';
import { resetTwoFactor } from './users/reset-two-factor.ts';
import { unlockUser } from './users/unlock.ts';

/**
 * Switches every requirement off, or on again, except the administrators' own. Deletes nothing; in force at the next
 * login. False when it stood so already.
 */
export const setEnforcement =
  (deps: Act<keyof RequireSource>) =>
  async (caller: Administrator, enforcement: boolean): Promise<boolean> =>
    act(deps, caller, async (source, now, record) => {
      await source.policies.raiseRevision();
      const settings = await source.settings.read();
      if (settings.enforcement === enforcement) return false;
      await source.settings.write({ ...settings, enforcement });
      const everyone = { kind: 'everyone' } as const;
      await sweep(
        source,
        deps.newId,
        await currentRules(source),
        { subject: everyone, startsAt: now },
        actorOf(caller),
      );
      record({
        kind: enforcement ? 'enforcement.enabled' : 'enforcement.disabled',
        subject: { kind: 'settings', id: 'organisation' },
      });
      return true;
    });

const onTheServer = { identityVerifiedBy: 'rescue command on the server', note: '' };

/** All that may keep one user from signing in with the password and setting up a second factor anew. */
export const rescueUser =
  (deps: AdministerDeps) =>
  async (caller: Administrator, id: string): Promise<User> => {
    await unlockUser(deps)(caller, id);
    await unlessNothing(resetTwoFactor(deps)(caller, id, onTheServer));
    const user = await getUser(deps)(id);
    return user.twoFactor.status === 'expired' ? resetEnrollmentPeriod(deps)(caller, id, onTheServer) : user;
  };

/** Of a user who has nothing set up there is nothing to void. */
const unlessNothing = async (reset: Promise<unknown>): Promise<void> => {
  try {
    await reset;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'nothing-to-reset') throw error;
  }
};
