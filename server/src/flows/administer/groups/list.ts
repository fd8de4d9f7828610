import type { Group, GroupList, GroupQuery } from '@sallyport/contract/groups.ts';
import type { z } from 'zod';
import { definedOnly } from '../../../kernel/defined-only.ts';
import type { Look } from '../act.ts';
import { describeGroup, readGroup } from './describe.ts';

type Deps = Look<'groups' | 'policies'>;

export const listGroups =
  ({ read }: Deps) =>
  async ({ q, limit, cursor }: z.output<typeof GroupQuery>): Promise<z.output<typeof GroupList>> => {
    const page = { limit, ...definedOnly({ after: cursor }) };
    const { groups, next } = await read.groups.list(q === undefined || q.trim() === '' ? undefined : q, page);
    const items = await Promise.all(groups.map((group) => describeGroup(read, group)));
    return { items, ...(next !== undefined && { nextCursor: next }) };
  };

/** @throws Refusal `not-found` */
export const getGroup =
  ({ read }: Deps) =>
  async (id: string): Promise<Group> =>
    describeGroup(read, await readGroup(read, id));
