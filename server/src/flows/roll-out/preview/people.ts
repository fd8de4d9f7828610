import type {
  PreviewList,
  PreviewPeople,
  PreviewPeopleQuery,
  PreviewPerson,
} from '@sallyport/contract/preview.ts';
import type { z } from 'zod';
import { isoTime } from '../../../kernel/instant.ts';
import { zoneOf } from '../../../policy/zone.ts';
import type { NumberedUser } from '../../../ports/directory.ts';
import { invalid } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import { isoDay } from '../../iso-day.ts';
import type { Assessment } from './assess.ts';
import type { Outcome } from './outcome.ts';

export type PeopleSource = Pick<Repositories, 'directory' | 'settings'>;

/** One page of those on one list; the cursor is the place in it. @throws Refusal `invalid-request` */
export const peopleOf = async (
  source: PeopleSource,
  { people, outcomes }: Assessment,
  { category, day, limit, cursor = '0' }: z.output<typeof PreviewPeopleQuery>,
): Promise<z.output<typeof PreviewPeople>> => {
  if (!/^\d{1,9}$/.test(cursor)) throw invalid('cursor', 'is not one that this list gave');
  const list = people[category];
  if (list === undefined) return { items: [], total: 0 };
  const isWanted = await onDay(source, outcomes, day);
  const found: { number: number; outcome: Outcome }[] = [];
  let place = Number(cursor);
  for (; place < list.numbers.length && found.length < limit; place++) {
    const outcome = outcomes[list.outcomes[place] ?? -1];
    const number = list.numbers[place];
    if (outcome !== undefined && number !== undefined && isWanted(outcome)) found.push({ number, outcome });
  }
  const users = await source.directory.numbered(found.map(({ number }) => number));
  const byNumber = new Map(users.map((user) => [user.number, user]));
  return {
    // Whoever was deleted since is left out.
    items: found.flatMap(({ number, outcome }) => {
      const user = byNumber.get(number);
      return user === undefined ? [] : [personOf(user, outcome)];
    }),
    ...(place < list.numbers.length && { nextCursor: String(place) }),
    ...(day === undefined && { total: list.numbers.length }),
  };
};

/** How many are on a list. */
export const peopleOn = ({ people }: Assessment, list: PreviewList): number =>
  people[list]?.numbers.length ?? 0;

const onDay = async (
  { settings }: PeopleSource,
  outcomes: readonly Outcome[],
  day: string | undefined,
): Promise<(outcome: Outcome) => boolean> => {
  if (day === undefined) return () => true;
  const zone = zoneOf((await settings.read()).organisation.timeZone);
  const wanted = new Set(
    outcomes.filter(
      ({ lockedOutFrom }) => lockedOutFrom !== undefined && isoDay(zone.localTime(lockedOutFrom).day) === day,
    ),
  );
  return (outcome) => wanted.has(outcome);
};

const personOf = (
  { id, username, displayName, role }: NumberedUser,
  { category, today, deadline, lockedOutFrom }: Outcome,
): PreviewPerson => ({
  id,
  username,
  displayName,
  role,
  category,
  today,
  ...(deadline !== undefined && { deadline: isoTime(deadline) }),
  ...(lockedOutFrom !== undefined && { lockedOutFrom: isoTime(lockedOutFrom) }),
});
