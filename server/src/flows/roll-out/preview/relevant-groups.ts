import type { GroupId } from '../../../kernel/ids.ts';
import { scopeCriteria } from '../../../policy/criteria.ts';
import type { Policy, UserFacts } from '../../../policy/model.ts';
import type { DirectoryUser } from '../../../ports/directory.ts';
import type { Repositories } from '../../../ports/repositories.ts';

/** Tells apart sets of groups that could make a difference. */
export type Telling = (groups: ReadonlySet<GroupId>) => string;

/** Those by which another policy is for somebody, or not. @param anybody whose groups are put in their place */
export const byScope = (policies: readonly Policy[], anybody: UserFacts): Telling => {
  const criteria = policies.flatMap(scopeCriteria);
  return (groups) => criteria.map(({ judge }) => judge({ ...anybody, groups }).charAt(0)).join('');
};

/** All of them, where somebody would join or leave one. */
export const byName: Telling = (groups) => [...groups].sort().join();

/** Of everybody's groups, one and the same set for all to whom it makes no difference which of theirs it is. */
export class RelevantGroups {
  readonly #directory: Repositories['directory'];
  readonly #telling: Telling;
  readonly #bySet = new Map<number, ReadonlySet<GroupId>>();
  readonly #told = new Map<string, ReadonlySet<GroupId>>();

  constructor(directory: Repositories['directory'], telling: Telling) {
    this.#directory = directory;
    this.#telling = telling;
  }

  /** Reads the groups of those who are in others than anybody before. */
  async meet(users: readonly DirectoryUser[]): Promise<void> {
    const unknown = new Set<number>();
    for (const { groupSet } of users)
      if (groupSet !== null && !this.#bySet.has(groupSet)) unknown.add(groupSet);
    for (const { number, groups } of await this.#directory.groupSets([...unknown]))
      this.#bySet.set(number, this.#same(new Set(groups)));
  }

  /** @param groupSet of somebody who was met */
  of(groupSet: number | null): ReadonlySet<GroupId> {
    return (groupSet === null ? undefined : this.#bySet.get(groupSet)) ?? noGroups;
  }

  #same(groups: ReadonlySet<GroupId>): ReadonlySet<GroupId> {
    const key = this.#telling(groups);
    const same = this.#told.get(key) ?? groups;
    this.#told.set(key, same);
    return same;
  }
}

const noGroups: ReadonlySet<GroupId> = new Set();
