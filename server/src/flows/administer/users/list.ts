import { setImmediate as breathe } from 'node:timers/promises';
import type { User, UserFilter, UserList, UserQuery } from '@sallyport/contract/users.ts';
import type { z } from 'zod';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { asId, type UserId } from '../../../kernel/ids.ts';
import { standpointsOf } from '../../standpoint.ts';
import { judgedNow } from '../../time.ts';
import type { Look } from '../act.ts';
import { describeUser, readUser } from './describe.ts';
import { readFilter } from './filter.ts';

type Deps = Look<'users' | 'groups' | 'policies' | 'settings'>;

/** @throws Refusal `invalid-request` when there is no such group */
export const listUsers =
  (deps: Deps) =>
  async ({ limit, cursor, ...query }: z.output<typeof UserQuery>): Promise<UserList> => {
    const now = await judgedNow(deps.clock, deps.read.audit);
    const filter = await readFilter(deps.read, query);
    const page = { limit, ...definedOnly({ after: cursor }) };
    const { users, next } = await deps.read.users.list(filter, now, page);
    const standpoints = await standpointsOf(deps.read, await deps.rules(deps.read), users, now);
    return {
      items: standpoints.map(describeUser),
      ...(next !== undefined && { nextCursor: next }),
    };
  };

/** Users that are looked at between two answers to others. */
const stretch = 20_000;

/** How many a filter finds, exactly. @throws Refusal `invalid-request` when there is no such group */
export const countUsers =
  (deps: Deps) =>
  async (query: UserFilter): Promise<{ count: number }> => {
    const now = await judgedNow(deps.clock, deps.read.audit);
    const filter = await readFilter(deps.read, query);
    const known = await deps.read.users.countByIndex(filter, now);
    if (known !== undefined) return { count: known };
    let count = 0;
    for (let after: number | undefined = 0; after !== undefined; ) {
      const found = await deps.read.users.countMatching(filter, now, { after, size: stretch });
      count += found.count;
      after = found.next;
      await breathe();
    }
    return { count };
  };

/** @throws Refusal `not-found` */
export const getUser =
  (deps: Look<'users' | 'policies' | 'settings'>) =>
  async (id: string): Promise<User> => {
    const now = await judgedNow(deps.clock, deps.read.audit);
    return describeUser(await readUser(deps.read, deps.rules, asId<UserId>(id), now));
  };
