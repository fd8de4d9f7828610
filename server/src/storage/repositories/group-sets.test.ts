import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addUser, onBothDatabases } from '../../../../test/support/databases.ts';
import { idMaker, type UserId } from '../../kernel/ids.ts';
import { systemRandom } from '../../kernel/random.ts';
import type { Storage } from '../storage.ts';

const newId = idMaker({ now: () => Date.now() }, systemRandom);

const place = fc.nat(3);
const some = fc.subarray([0, 1, 2, 3]);
const deed = fc.oneof(
  fc.record({ kind: fc.constant('change' as const), group: place, add: some, remove: some }),
  fc.record({ kind: fc.constant('join' as const), users: some, groups: some }),
  fc.record({ kind: fc.constant('set' as const), user: place, groups: some }),
  fc.record({ kind: fc.constant('remove' as const), group: fc.constant(3) }),
);

const at = <Item>(items: readonly Item[], places: readonly number[]): Item[] =>
  places.flatMap((index) => items[index] ?? []);

/** What a user's set says, and what their memberships say. */
const bothOf = async ({ read }: Storage, user: UserId) => {
  const { users } = await read.directory.page({ kind: 'users', users: [user] }, undefined);
  const sets = await read.directory.groupSets(users.flatMap(({ groupSet }) => groupSet ?? []));
  const there = await read.groups.byIds(sets.flatMap(({ groups }) => groups));
  const facts = (await read.users.withFacts(user))?.facts;
  return { set: there.map(({ id }) => id).sort(), memberships: [...(facts?.groups ?? [])].sort() };
};

onBothDatabases((given) => {
  test('the set of groups of a user is the groups they are in, whatever was changed of either', async () => {
    const { storage } = given();
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 8 }), async (deeds) => {
        const users: UserId[] = [];
        for (let count = 0; count < 4; count++) users.push((await addUser(storage)).id);
        const groups = Array.from({ length: 4 }, () => newId<'group'>());
        await storage.transact(async (source) => {
          for (const id of groups) await source.groups.add({ id, name: id, description: '', createdAt: 0 });
        });
        let left = groups;
        for (const act of deeds)
          await storage.transact(async (source) => {
            switch (act.kind) {
              case 'change':
                for (const group of at(left, [act.group]))
                  await source.groups.changeMembers(group, at(users, act.add), at(users, act.remove));
                break;
              case 'join':
                await source.groups.addMemberships(
                  at(users, act.users).flatMap((user) =>
                    at(left, act.groups).map((group) => ({ group, user })),
                  ),
                );
                break;
              case 'set':
                for (const user of at(users, [act.user]))
                  await source.users.setGroups(user, at(left, act.groups));
                break;
              case 'remove':
                for (const group of at(left, [act.group])) await source.groups.remove(group);
                left = left.slice(0, 3);
            }
          });
        for (const user of users) {
          const { set, memberships } = await bothOf(storage, user);
          expect(set).toEqual(memberships);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('two who change the groups of one user at a time leave the set of both', async () => {
    const { storage } = given();
    const { id: user } = await addUser(storage);
    const groups = [newId<'group'>(), newId<'group'>()];
    await storage.transact(async (source) => {
      for (const id of groups) await source.groups.add({ id, name: id, description: '', createdAt: 0 });
    });
    await Promise.all(
      groups.map((group) => storage.transact((source) => source.groups.changeMembers(group, [user], []))),
    );
    const { set, memberships } = await bothOf(storage, user);
    expect(set).toHaveLength(2);
    expect(set).toEqual(memberships);
  });

  test('sets that nobody is in any more are removed, and no others', async () => {
    const { storage } = given();
    const { id: user } = await addUser(storage);
    const groups = [newId<'group'>(), newId<'group'>()] as const;
    await storage.transact(async (source) => {
      for (const id of groups) await source.groups.add({ id, name: id, description: '', createdAt: 0 });
      for (const group of groups) await source.groups.changeMembers(group, [user], []);
    });
    const purge = () => storage.transact((source) => source.groups.purgeSets(10_000));
    expect(await purge()).toBeGreaterThan(0);
    expect(await purge()).toBe(0);
    expect((await bothOf(storage, user)).set).toEqual([...groups].sort());
  });

  test('the same groups are one number, though they were joined in another order', async () => {
    const { storage } = given();
    const [ann, ben] = [await addUser(storage), await addUser(storage)];
    const groups = [newId<'group'>(), newId<'group'>()] as const;
    await storage.transact(async (source) => {
      for (const id of groups) await source.groups.add({ id, name: id, description: '', createdAt: 0 });
      for (const group of groups) await source.groups.changeMembers(group, [ann.id], []);
      for (const group of [...groups].reverse()) await source.groups.changeMembers(group, [ben.id], []);
    });
    const { users } = await storage.read.directory.page(
      { kind: 'users', users: [ann.id, ben.id] },
      undefined,
    );
    expect(users[0]?.groupSet).toBe(users[1]?.groupSet);
  });
});
