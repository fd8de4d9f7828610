import type { GroupId } from '../../kernel/ids.ts';
import type { CompiledPolicies } from '../../policy/compile.ts';
import type { UserFacts } from '../../policy/model.ts';
import type { Repositories } from '../../ports/repositories.ts';

/** Names that facts and policies know by id only; nothing where it is deleted. */
export interface Names {
  readonly user: { readonly username: string; readonly displayName?: string } | undefined;
  readonly groups: ReadonlyMap<GroupId, string>;
}

/** Of the user, and of all groups that the facts or the policies speak of; a deleted user has the name given at most. */
export const namesFor = async (
  { users, groups }: Pick<Repositories, 'users' | 'groups'>,
  facts: UserFacts,
  policies: CompiledPolicies,
  otherwise?: string,
): Promise<Names> => {
  const ids = new Set<GroupId>(facts.groups);
  for (const { definition } of policies) {
    for (const group of definition.excludedGroups) ids.add(group);
    if (definition.who.kind === 'groups') for (const group of definition.who.groups) ids.add(group);
  }
  const found = await groups.byIds([...ids]);
  const user = await users.byId(facts.id);
  return {
    user: user ?? (otherwise === undefined ? undefined : { username: otherwise }),
    groups: new Map(found.map(({ id, name }) => [id, name])),
  };
};
