import { asId } from '../../../kernel/ids.ts';
import type { Group } from '../../../ports/groups.ts';
import { invalid, Refusal } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';

/** By id, or else by name in any spelling. */
export const findGroup = async (
  { groups }: Pick<Repositories, 'groups'>,
  idOrName: string,
): Promise<Group | undefined> => (await groups.byId(asId(idOrName))) ?? (await groups.byNames([idOrName]))[0];

/** `field` is the list in the request. @throws Refusal `invalid-request`, naming the entry */
export const findGroups = async (
  source: Pick<Repositories, 'groups'>,
  wanted: readonly string[],
  field: string,
): Promise<readonly Group[]> => {
  const found = new Map<string, Group>();
  for (const [index, idOrName] of wanted.entries()) {
    const group = await findGroup(source, idOrName);
    if (group === undefined) throw invalid(`${field}.${index}`, `there is no group “${idOrName}”`);
    found.set(group.id, group);
  }
  return [...found.values()];
};

export const noSuchGroup = (): Refusal => new Refusal('not-found', 'There is no such group.');

export const groupNameTaken = (): Refusal =>
  new Refusal('conflict', 'There is a group of this name already.', {
    errors: [{ field: 'name', message: 'is taken' }],
  });
