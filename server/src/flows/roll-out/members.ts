import { asId, type GroupId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { UserWithFacts } from '../../ports/users.ts';
import type { Whom } from './whom.ts';

/** Users that are read, decided and written at a time. */
const pageSize = 200;

type Source = Pick<Repositories, 'users' | 'groups' | 'standings'>;

/** Whoever is in several of the groups is counted in each. */
export const countMembers = async (source: Source, whom: Whom): Promise<number> => {
  switch (whom.kind) {
    case 'everyone':
      return source.users.count();
    case 'group':
      return countGroup(source, whom.group);
    case 'groups': {
      let members = 0;
      for (const group of whom.groups) members += await countGroup(source, group);
      return members;
    }
    case 'user':
      return 1;
  }
};

const countGroup = async ({ groups }: Source, group: GroupId): Promise<number> =>
  (await groups.byId(group))?.members ?? 0;

export interface MembersPage {
  readonly users: readonly UserWithFacts[];
  /** Hand back for the next page; undefined after the last. */
  readonly next: string | undefined;
}

/** Whom a change is about, a page at a time; whoever is in several of the groups comes more than once. */
export const membersPage = async (
  source: Source,
  whom: Whom,
  after: string | undefined,
  now: Instant,
): Promise<MembersPage> => {
  switch (whom.kind) {
    case 'everyone': {
      const users = await source.standings.page(after === undefined ? null : asId(after), pageSize);
      return { users, next: users.length < pageSize ? undefined : users.at(-1)?.user.id };
    }
    case 'group':
      return groupPage(source, whom.group, after, now);
    case 'groups':
      return groupsPage(source, whom.groups, after, now);
    case 'user': {
      const found = await source.users.withFacts(whom.user);
      return { users: found === undefined ? [] : [found], next: undefined };
    }
  }
};

const groupPage = async (
  { users: list }: Source,
  group: GroupId,
  after: string | undefined,
  now: Instant,
): Promise<MembersPage> => {
  const page = { limit: pageSize, ...(after !== undefined && { after }) };
  const { users, next } = await list.list({ group }, now, page);
  return { users, next };
};

/** One group after the other: `after` is the group's place in the list, a space, and how far in it. */
const groupsPage = async (
  source: Source,
  groups: readonly GroupId[],
  after: string | undefined,
  now: Instant,
): Promise<MembersPage> => {
  const [, place = '0', within] = /^(\d+) (.*)$/s.exec(after ?? '') ?? [];
  const at = Number(place);
  const group = groups[at];
  if (group === undefined) return { users: [], next: undefined };
  const { users, next } = await groupPage(source, group, within === '' ? undefined : within, now);
  if (next !== undefined) return { users, next: `${at} ${next}` };
  return { users, next: at + 1 < groups.length ? `${at + 1} ` : undefined };
};

/** All of them; the event loop is left to others by the caller, between the pages. */
export async function* membersOf(
  source: Source,
  whom: Whom,
  now: Instant,
): AsyncGenerator<readonly UserWithFacts[]> {
  let after: string | undefined;
  do {
    const page = await membersPage(source, whom, after, now);
    yield page.users;
    after = page.next;
  } while (after !== undefined);
}
