import type { CreateGroup, EditGroup, Group } from '@sallyport/contract/groups.ts';
import type { z } from 'zod';
import { definedOnly } from '../../../kernel/defined-only.ts';
import type { GroupId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Administrator } from '../../caller.ts';
import { removePolicy } from '../../roll-out/change-policy.ts';
import { type RequireSource, requireOf } from '../../roll-out/require.ts';
import { inlineLimit } from '../../roll-out/sweep.ts';
import { type Act, act, groupSubject } from '../act.ts';
import { describeGroup, readGroup } from './describe.ts';
import { groupNameTaken } from './find.ts';

type Deps = Act<keyof RequireSource>;

/** @throws Refusal `conflict` when the name is taken */
export const createGroup =
  (deps: Deps) =>
  async (caller: Administrator, input: z.output<typeof CreateGroup>): Promise<Group> =>
    act(deps, caller, async (source, now, record) => {
      const { name, description } = input;
      const id: GroupId = deps.newId();
      if (!(await source.groups.add({ id, name, description, createdAt: now }))) throw groupNameTaken();
      record({ kind: 'group.created', subject: groupSubject({ id, name }) });
      if (input.requirement !== undefined) {
        const subject = { kind: 'group', group: id } as const;
        record((await requireOf(deps, source, caller, subject, input.requirement, now)).happened);
      }
      return describeGroup(source, await readGroup(source, id));
    });

/** What is left out stays. @throws Refusal `not-found`, `conflict` when the name is taken */
export const editGroup =
  (deps: Act<'groups' | 'policies'>) =>
  async (
    caller: Administrator,
    id: string,
    { name, description }: z.output<typeof EditGroup>,
  ): Promise<Group> =>
    act(deps, caller, async (source, _now, record) => {
      const group = await readGroup(source, id);
      const changes = definedOnly({ name, description });
      if (!(await source.groups.edit(group.id, changes))) throw groupNameTaken();
      if (name !== undefined && name !== group.name) await renamePolicy(source, group.id, name);
      record({
        kind: 'group.edited',
        subject: groupSubject(group),
        details: { fields: Object.keys(changes) },
      });
      return describeGroup(source, await readGroup(source, id));
    });

/** The name is shown to those of whom the group's policy requires 2FA. When it was switched stays as it is. */
const renamePolicy = async (
  { policies }: Pick<Repositories, 'policies'>,
  group: GroupId,
  name: string,
): Promise<void> => {
  await policies.raiseRevision();
  const stored = await policies.bySubject({ kind: 'group', group });
  if (stored !== undefined) await policies.rename(stored.policy.id, name);
};

/**
 * Its members stay; what was required of them by it is required no more.
 * @throws Refusal `not-found`, `conflict` while a policy names the group
 */
export const deleteGroup =
  (deps: Deps) =>
  async (caller: Administrator, id: string): Promise<void> =>
    act(deps, caller, async (source, now, record) => {
      const group = await readGroup(source, id);
      await source.policies.raiseRevision();
      await refuseWhileNamed(source, group);
      const stored = await source.policies.bySubject({ kind: 'group', group: group.id });
      // While they are members still: afterwards nobody could tell who they were, so a job goes through everyone.
      const whom = group.members > inlineLimit ? ({ kind: 'everyone' } as const) : undefined;
      if (stored !== undefined) await removePolicy(deps, source, caller, stored, now, whom);
      await source.groups.remove(group.id);
      record({ kind: 'group.deleted', subject: groupSubject(group), details: { members: group.members } });
    });

/** Whom a policy is for, or leaves out, changes by the policy, where it can be seen beforehand. */
const refuseWhileNamed = async (
  { policies }: Pick<Repositories, 'policies'>,
  { id }: { readonly id: GroupId },
): Promise<void> => {
  const naming = (await policies.shared())
    .map(({ policy }) => policy)
    .filter(
      ({ kind, who, excludedGroups }) =>
        kind === 'named' && [...(who.kind === 'groups' ? who.groups : []), ...excludedGroups].includes(id),
    );
  if (naming.length > 0)
    throw new Refusal(
      'conflict',
      `Policies name this group: ${naming.map(({ name }) => `“${name}”`).join(', ')}. Take it out of them first.`,
    );
};
