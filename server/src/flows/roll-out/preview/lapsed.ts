import type { Preview } from '@sallyport/contract/preview.ts';
import { isoTime } from '../../../kernel/instant.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Outcome } from './outcome.ts';
import type { PeopleLists, Sharers } from './roster.ts';

/** So many are named. */
const namedLapsed = 100;

/** Whose deadline passed while nobody was held to it (rule 5). */
export const lapsedOf = async (
  { directory }: Pick<Repositories, 'directory'>,
  outcomes: readonly Outcome[],
  sharers: readonly Sharers[],
  people: PeopleLists,
): Promise<Preview['lapsed']> => {
  const count = outcomes.reduce(
    (sum, { lapsed }, index) => sum + (lapsed === undefined ? 0 : (sharers[index]?.users ?? 0)),
    0,
  );
  if (count === 0) return { count, users: [] };
  const deadlines = firstLapsed(outcomes, people);
  const users = await directory.numbered([...deadlines.keys()]);
  return {
    count,
    users: users.map(({ number, id, username }) => ({
      id,
      username,
      deadline: isoTime(deadlines.get(number) ?? 0),
    })),
  };
};

/** By number. */
const firstLapsed = (outcomes: readonly Outcome[], people: PeopleLists): Map<number, number> => {
  const found = new Map<number, number>();
  for (const list of Object.values(people))
    for (const [place, number] of list.numbers.entries()) {
      const lapsed = outcomes[list.outcomes[place] ?? -1]?.lapsed;
      if (lapsed !== undefined) found.set(number, lapsed);
      if (found.size === namedLapsed) return found;
    }
  return found;
};
