import type { PreviewList } from '@sallyport/contract/preview.ts';
import type { DirectoryScope, DirectoryUser } from '../../../ports/directory.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Outcome } from './outcome.ts';

/** The users of one list, administrators first, then by name; `outcomes` says of each which one is theirs. */
export interface PeopleList {
  readonly numbers: Uint32Array<ArrayBuffer>;
  readonly outcomes: Uint32Array<ArrayBuffer>;
}

export type PeopleLists = Readonly<Partial<Record<PreviewList, PeopleList>>>;

/** How many have an outcome, and how many of those hold a role. */
export interface Sharers {
  users: number;
  administrators: number;
}

/** Who has which outcome: four bytes a user, whose number is their place. */
export class Roster {
  /** By outcome. */
  readonly sharers: Sharers[] = [];
  /** One more than the outcome; 0 for those who are not concerned. */
  #outcomes = new Uint32Array(1024);
  readonly #administrators = new Set<number>();

  add({ number, role }: DirectoryUser, outcome: number): void {
    if (number >= this.#outcomes.length) {
      const longer = new Uint32Array(Math.max(number + 1, 2 * this.#outcomes.length));
      longer.set(this.#outcomes);
      this.#outcomes = longer;
    }
    this.#outcomes[number] = outcome + 1;
    const sharers = this.sharers[outcome] ?? { users: 0, administrators: 0 };
    this.sharers[outcome] = sharers;
    sharers.users++;
    if (role === null) return;
    sharers.administrators++;
    this.#administrators.add(number);
  }

  async lists(
    { directory }: Pick<Repositories, 'directory'>,
    scope: DirectoryScope,
    outcomes: readonly Outcome[],
  ): Promise<PeopleLists> {
    const drafts = new Map<PreviewList, Draft>();
    const listsOfOutcome = outcomes.map((outcome) =>
      listsOf(outcome).map((name) => {
        const draft = drafts.get(name) ?? { administrators: [], others: [] };
        drafts.set(name, draft);
        return draft;
      }),
    );
    for await (const numbers of directory.byName(scope))
      for (const number of numbers) {
        const outcome = (this.#outcomes[number] ?? 0) - 1;
        if (outcome < 0) continue;
        const isAdministrator = this.#administrators.has(number);
        for (const draft of listsOfOutcome[outcome] ?? [])
          (isAdministrator ? draft.administrators : draft.others).push(number);
      }
    return Object.fromEntries([...drafts].map(([name, draft]) => [name, this.#listOf(draft)]));
  }

  #listOf({ administrators, others }: Draft): PeopleList {
    const numbers = Uint32Array.from([...administrators, ...others]);
    return { numbers, outcomes: numbers.map((number) => (this.#outcomes[number] ?? 0) - 1) };
  }
}

interface Draft {
  readonly administrators: number[];
  readonly others: number[];
}

/** Whoever is locked out some day is on that list too. */
export const listsOf = ({ category, lockedOutFrom }: Outcome): PreviewList[] =>
  lockedOutFrom === undefined ? [category] : [category, 'locked-out-later'];
