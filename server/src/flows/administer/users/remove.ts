import { asId, type UserId } from '../../../kernel/ids.ts';
import type { Administrator } from '../../caller.ts';
import { userSubject } from '../../caller.ts';
import { type Act, act } from '../act.ts';
import { readUser } from './describe.ts';
import { refuseAbove, refuseLastOwner, refuseOneself } from './guards.ts';

/** The user and all that is theirs; what the audit log has recorded stays. @throws Refusal `not-found`, `would-lock-out` */
export const deleteUser =
  (deps: Act<'users' | 'policies' | 'settings'>) =>
  async (caller: Administrator, id: string): Promise<void> =>
    act(deps, caller, async (source, now, record) => {
      const { user } = await readUser(source, deps.rules, asId<UserId>(id), now, 'lock');
      refuseAbove(caller, user);
      refuseOneself(caller, user, 'delete');
      await refuseLastOwner(source, user);
      await source.users.remove(user.id);
      record({ kind: 'user.deleted', subject: userSubject(user) });
    });
