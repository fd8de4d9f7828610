import type { Selection } from '@sallyport/contract/bulk.ts';
import { asId, type UserId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/instant.ts';
import type { DirectoryScope } from '../../../ports/directory.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import { readFilter } from '../../administer/users/filter.ts';

/** Of more than so many it is quicker to look at everybody. */
const fewSelected = 1_000;
const stretch = 5_000;

/** Whom an act on many would be about; who is not there is left out. @throws Refusal `invalid-request` for the filter */
export const selectedUsers = async (
  source: Pick<Repositories, 'users' | 'groups'>,
  { userIds, filter }: Selection,
  now: Instant,
): Promise<ReadonlySet<UserId>> => {
  const selected = new Set((userIds ?? []).map((id) => asId<UserId>(id)));
  if (filter === undefined) return selected;
  const wanted = await readFilter(source, filter, 'filter.group');
  for (let after: number | undefined = 0; after !== undefined; ) {
    const { users, next } = await matching(source, wanted, now, after);
    for (const user of users) selected.add(user);
    after = next;
  }
  return selected;
};

const matching = (
  { users }: Pick<Repositories, 'users'>,
  wanted: Awaited<ReturnType<typeof readFilter>>,
  now: Instant,
  after: number,
) => users.matching(wanted, now, { after, size: stretch });

export const scopeOfSelected = (selected: ReadonlySet<UserId>): DirectoryScope =>
  selected.size <= fewSelected ? { kind: 'users', users: [...selected] } : { kind: 'everyone' };
