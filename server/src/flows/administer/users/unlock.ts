import type { User } from '@sallyport/contract/users.ts';
import { asId, type UserId } from '../../../kernel/ids.ts';
import type { Administrator } from '../../caller.ts';
import { userSubject } from '../../caller.ts';
import { type Act, act } from '../act.ts';
import { describeUser, readUser } from './describe.ts';
import { refuseAbove } from './guards.ts';

/** Ends the pauses after wrong tries, of every method. An authenticator disabled by them stays so. */
export const unlockUser =
  (deps: Act<'users' | 'policies' | 'settings' | 'throttles'>) =>
  async (caller: Administrator, id: string): Promise<User> =>
    act(deps, caller, async (source, now, record) => {
      const standpoint = await readUser(source, deps.rules, asId<UserId>(id), now, 'lock');
      refuseAbove(caller, standpoint.user);
      await source.throttles.clearUser(standpoint.user.id);
      record({ kind: 'user.unlocked', subject: userSubject(standpoint.user) });
      return describeUser(standpoint);
    });
