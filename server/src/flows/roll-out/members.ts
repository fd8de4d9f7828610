import { asId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { PolicySubject } from '../../ports/policies.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { UserWithFacts } from '../../ports/users.ts';

/** Users that are read, decided and written at a time. */
const pageSize = 200;

type Source = Pick<Repositories, 'users' | 'groups' | 'standings'>;

export const countMembers = async (source: Source, subject: PolicySubject): Promise<number> => {
  switch (subject.kind) {
    case 'everyone':
      return source.users.count();
    case 'group':
      return (await source.groups.byId(subject.group))?.members ?? 0;
    case 'user':
      return 1;
  }
};

export interface MembersPage {
  readonly users: readonly UserWithFacts[];
  /** Hand back for the next page; undefined after the last. */
  readonly next: string | undefined;
}

/** Whom a switch is about, a page at a time. */
export const membersPage = async (
  source: Source,
  subject: PolicySubject,
  after: string | undefined,
  now: Instant,
): Promise<MembersPage> => {
  switch (subject.kind) {
    case 'everyone': {
      const users = await source.standings.page(after === undefined ? null : asId(after), pageSize);
      return { users, next: users.length < pageSize ? undefined : users.at(-1)?.user.id };
    }
    case 'group': {
      const page = { limit: pageSize, ...(after !== undefined && { after }) };
      const { users, next } = await source.users.list({ group: subject.group }, now, page);
      return { users, next };
    }
    case 'user': {
      const found = await source.users.withFacts(subject.user);
      return { users: found === undefined ? [] : [found], next: undefined };
    }
  }
};

/** All of them; the event loop is left to others by the caller, between the pages. */
export async function* membersOf(
  source: Source,
  subject: PolicySubject,
  now: Instant,
): AsyncGenerator<readonly UserWithFacts[]> {
  let after: string | undefined;
  do {
    const page = await membersPage(source, subject, after, now);
    yield page.users;
    after = page.next;
  } while (after !== undefined);
}
