import type { UserFilter } from '@sallyport/contract/users.ts';
import type { UserId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/instant.ts';
import { invalid } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import { readFilter } from '../users/filter.ts';
import type { WantedCall } from './wanted.ts';

/** Users looked at in one step: a few milliseconds. */
const stretch = 2_000;

/**
 * An act on whoever a filter finds becomes one on those it finds now: what is approved is what was looked at, whoever
 * comes to match meanwhile.
 * @throws Refusal `invalid-request` where it finds nobody
 */
export const withUsersChosen = async (
  source: Pick<Repositories, 'users' | 'groups'>,
  wanted: WantedCall,
  now: Instant,
): Promise<WantedCall> => {
  const { filter, ...rest } = Object(wanted.body) as { filter?: UserFilter };
  if (filter === undefined) return wanted;
  const found = await readFilter(source, filter, 'filter.group');
  const userIds: UserId[] = [];
  for (let after: number | undefined = 0; after !== undefined; ) {
    const { users, next } = await source.users.matching(found, now, { after, size: stretch });
    userIds.push(...users);
    after = next;
  }
  if (userIds.length === 0) throw invalid('filter', 'finds nobody');
  return { ...wanted, body: { userIds, ...rest } };
};
