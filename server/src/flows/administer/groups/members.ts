import type { ChangeMembers, Group } from '@sallyport/contract/groups.ts';
import type { z } from 'zod';
import { asId, type UserId } from '../../../kernel/ids.ts';
import { invalid } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Administrator } from '../../caller.ts';
import { refuseLockingOut } from '../../roll-out/lock-out.ts';
import { settleUser } from '../../roll-out/settle.ts';
import { type Act, act, groupSubject } from '../act.ts';
import { describeGroup, readGroup } from './describe.ts';

type Deps = Act<'groups' | 'users' | 'policies' | 'settings' | 'periods' | 'standings'>;

/**
 * Whoever joins starts the periods that the group brings, in the same change; whoever leaves and comes back finds
 * the old deadline (rules 3, 5).
 * @throws Refusal `not-found`, `invalid-request` for a user that is not there, `would-lock-out`
 */
export const changeMembers =
  (deps: Deps) =>
  async (
    caller: Administrator,
    id: string,
    { add, remove }: z.output<typeof ChangeMembers>,
  ): Promise<Group> =>
    act(deps, caller, async (source, now, record) => {
      const group = await readGroup(source, id);
      const joining = await existing(source, 'add', add);
      const { joined, left } = await source.groups.changeMembers(group.id, joining, remove.map(asUser));
      for (const user of [...joined, ...left]) await settleUser(source, deps.rules, user, now);
      if (joined.length + left.length > 0) await refuseLockingOut(source, caller, now);
      if (joined.length + left.length > 0)
        record({ kind: 'group.members-changed', subject: groupSubject(group), details: { joined, left } });
      return describeGroup(source, await readGroup(source, id));
    });

const asUser = (id: string): UserId => asId<UserId>(id);

const existing = async (
  { users }: Pick<Repositories, 'users'>,
  field: string,
  ids: readonly string[],
): Promise<readonly UserId[]> => {
  for (const [index, id] of ids.entries())
    if ((await users.byId(asUser(id))) === undefined)
      throw invalid(`${field}.${index}`, 'there is no such user');
  return ids.map(asUser);
};
