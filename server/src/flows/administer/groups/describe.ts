import type { Group } from '@sallyport/contract/groups.ts';
import { asId, type GroupId } from '../../../kernel/ids.ts';
import { isoTime } from '../../../kernel/instant.ts';
import type { Group as StoredGroup } from '../../../ports/groups.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import { describeRequirement } from '../../roll-out/subject.ts';
import { noSuchGroup } from './find.ts';

type Source = Pick<Repositories, 'groups' | 'policies'>;

/** @throws Refusal `not-found` */
export const readGroup = async (
  { groups }: Pick<Repositories, 'groups'>,
  id: string,
): Promise<StoredGroup & { readonly members: number }> => {
  const group = await groups.byId(asId<GroupId>(id));
  if (group === undefined) throw noSuchGroup();
  return group;
};

/** A group as administrators see it, with what is required of its members. */
export const describeGroup = async (
  { policies }: Pick<Source, 'policies'>,
  { id, name, description, members, createdAt }: StoredGroup & { readonly members: number },
): Promise<Group> => ({
  id,
  name,
  description,
  members,
  requirement: describeRequirement(await policies.bySubject({ kind: 'group', group: id })),
  createdAt: isoTime(createdAt),
});
