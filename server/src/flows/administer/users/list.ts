import type { User, UserList, UserQuery } from '@sallyport/contract/users.ts';
import type { z } from 'zod';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { asId, type UserId } from '../../../kernel/ids.ts';
import { invalid } from '../../../ports/refusal.ts';
import type { UserFilter } from '../../../ports/user-list.ts';
import { standpointsOf } from '../../standpoint.ts';
import { judgedNow } from '../../time.ts';
import type { Look } from '../act.ts';
import { findGroup } from '../groups/find.ts';
import { describeUser, readUser } from './describe.ts';

type Deps = Look<'users' | 'groups' | 'policies' | 'settings'>;

/** @throws Refusal `invalid-request` when there is no such group */
export const listUsers =
  (deps: Deps) =>
  async ({ limit, cursor, ...query }: z.output<typeof UserQuery>): Promise<UserList> => {
    const now = await judgedNow(deps.clock, deps.read.audit);
    const filter = await asFilter(deps, query);
    const page = { limit, ...definedOnly({ after: cursor }) };
    const { users, next } = await deps.read.users.list(filter, now, page);
    const standpoints = await standpointsOf(deps.read, await deps.rules(deps.read), users, now);
    return {
      items: standpoints.map(describeUser),
      ...(next !== undefined && { nextCursor: next }),
    };
  };

const asFilter = async (
  { read }: Deps,
  { q, status, required, group: wanted, method, state }: Omit<z.output<typeof UserQuery>, 'limit' | 'cursor'>,
): Promise<UserFilter> => {
  const group = wanted === undefined ? undefined : await findGroup(read, wanted);
  if (wanted !== undefined && group === undefined) throw invalid('group', `there is no group “${wanted}”`);
  return definedOnly({
    text: q?.trim() === '' ? undefined : q,
    status,
    required: required && required === 'true',
    group: group?.id,
    method,
    state,
  });
};

/** @throws Refusal `not-found` */
export const getUser =
  (deps: Look<'users' | 'policies' | 'settings'>) =>
  async (id: string): Promise<User> => {
    const now = await judgedNow(deps.clock, deps.read.audit);
    return describeUser(await readUser(deps.read, deps.rules, asId<UserId>(id), now));
  };
