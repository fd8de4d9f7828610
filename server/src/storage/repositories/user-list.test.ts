import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onBothDatabases } from '../../../../test/support/databases.ts';
import { newId, someUser } from '../../../../test/support/samples.ts';
import { searchKey, usernameKey } from '../../kernel/names.ts';
import { enrollableMethods } from '../../policy/model.ts';
import type { ProjectedStanding } from '../../ports/standings.ts';
import type { UserFilter } from '../../ports/user-list.ts';
import type { NewUser } from '../../ports/users.ts';
import type { Storage } from '../storage.ts';

/** A user with all that can be filtered by. */
type Listed = NewUser & {
  readonly standing: ProjectedStanding;
  readonly groups: readonly number[];
  readonly methods: readonly (typeof enrollableMethods)[number][];
};

const groups = [newId<'group'>(), newId<'group'>(), newId<'group'>()];
const now = 500;
const letters = fc.constantFrom('a', 'b', 'ä', 'Ω', '%', '_', '*', '[', '😀');
const word = fc.array(letters, { maxLength: 6 }).map((all) => all.join(''));
const status = fc.constantFrom('enrolled', 'not-enrolled', 'in-enrollment-period', 'pre-enrollment');

const listed: fc.Arbitrary<Listed> = fc
  .record({
    name: word,
    displayName: word,
    email: word,
    state: fc.constantFrom('staged', 'active', 'suspended'),
    status,
    required: fc.boolean(),
    deadline: fc.constantFrom(100, 200, 499, 500, 900),
    groups: fc.uniqueArray(fc.nat(2)),
    methods: fc.uniqueArray(fc.constantFrom(...enrollableMethods)),
  })
  .map(({ name, displayName, email, state, status, required, deadline, groups, methods }) => {
    const id = newId<'user'>();
    const user = someUser({ id, username: `${name}-${id.slice(-6)}`, displayName, email, state });
    return { ...user, standing: { user: id, status, required, deadline }, groups, methods };
  });

const filter: fc.Arbitrary<UserFilter> = fc.record(
  {
    text: word,
    status: fc.constantFrom('enrolled', 'not-enrolled', 'in-enrollment-period', 'expired', 'pre-enrollment'),
    required: fc.boolean(),
    group: fc.constantFrom(...groups),
    method: fc.constantFrom(...enrollableMethods),
    state: fc.constantFrom('staged', 'active', 'suspended'),
  },
  { requiredKeys: [] },
);

async function replaceAll(storage: Storage, all: readonly Listed[]): Promise<void> {
  await storage.transact(async (to) => {
    for (const { user } of await to.standings.page(null, 1_000)) await to.users.remove(user.id);
    await to.users.addMany(all.map(({ standing: _, groups: __, methods: ___, ...user }) => user));
    await to.standings.store(all.map(({ standing }) => standing));
    for (const user of all) {
      await to.users.setGroups(
        user.id,
        groups.filter((_, index) => user.groups.includes(index)),
      );
      for (const method of user.methods)
        await to.authenticators.add({
          id: newId(),
          user: user.id,
          method,
          name: '',
          data: '',
          externalId: null,
          counter: 0,
          createdAt: 1,
          lastUsedAt: null,
          disabledAt: null,
        });
    }
  });
}

/** What the port says, without an index. */
function naive(all: readonly Listed[], filter: UserFilter): readonly string[] {
  const passes = ({ standing, ...user }: Listed): boolean => {
    const expired = standing.status === 'in-enrollment-period' && (standing.deadline ?? 0) < now;
    const text = [user.username, user.displayName, user.email].map(searchKey);
    return (
      (filter.text === undefined || text.some((line) => line.includes(searchKey(filter.text ?? '')))) &&
      (filter.status === undefined || filter.status === (expired ? 'expired' : standing.status)) &&
      (filter.required === undefined || filter.required === standing.required) &&
      (filter.group === undefined || user.groups.includes(groups.indexOf(filter.group))) &&
      (filter.method === undefined || user.methods.includes(filter.method)) &&
      (filter.state === undefined || filter.state === user.state)
    );
  };
  const byName = (a: Listed, b: Listed) =>
    Buffer.compare(Buffer.from(usernameKey(a.username)), Buffer.from(usernameKey(b.username)));
  return all
    .filter(passes)
    .toSorted(byName)
    .map(({ username }) => username);
}

async function pages(storage: Storage, filter: UserFilter, limit: number): Promise<readonly string[]> {
  const names: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await storage.read.users.list(filter, now, {
      limit,
      ...(after === undefined ? {} : { after }),
    });
    expect(page.users.length).toBeLessThanOrEqual(limit);
    names.push(...page.users.map(({ user }) => user.username));
    if (page.next === undefined) return names;
    after = page.next;
  }
}

onBothDatabases((given) => {
  test('the list with any filters, page by page, is what a filter in memory says', async () => {
    const { storage } = given();
    await storage.transact(async (to) => {
      for (const [index, id] of groups.entries())
        await to.groups.add({ id, name: `group ${index}`, description: '', createdAt: 1 });
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(listed, { maxLength: 30 }),
        fc.array(filter, { minLength: 20, maxLength: 20 }),
        fc.integer({ min: 1, max: 7 }),
        async (all, filters, limit) => {
          await replaceAll(storage, all);
          for (const filter of filters)
            expect(await pages(storage, filter, limit)).toEqual(naive(all, filter));
          const counts = await storage.read.users.countByStatus(now);
          for (const [status, count] of Object.entries(counts))
            expect(count, status).toBe(naive(all, { status: status as keyof typeof counts }).length);
        },
      ),
      { numRuns: 15 },
    );
  });
});
