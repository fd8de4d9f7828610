import { expect, test } from 'vitest';
import { addUser, onBothDatabases } from '../../../test/support/databases.ts';
import { newId, settings, someUser } from '../../../test/support/samples.ts';
import { openStorage } from './open.ts';

onBothDatabases((given) => {
  test('a work that throws takes back what is its own, and its neighbours are kept', async () => {
    const { storage } = given();
    const users = Array.from({ length: 30 }, () => someUser());
    const outcomes = await Promise.allSettled(
      users.map((user, index) =>
        storage.transact(async (all) => {
          await all.users.add(user);
          if (index % 3 === 0) throw new Error(`refused ${index}`);
          return user.username;
        }),
      ),
    );
    for (const [index, user] of users.entries()) {
      const refused = index % 3 === 0;
      expect(outcomes[index]).toEqual(
        refused
          ? { status: 'rejected', reason: new Error(`refused ${index}`) }
          : { status: 'fulfilled', value: user.username },
      );
      expect((await storage.read.users.byId(user.id)) !== undefined).toBe(!refused);
    }
  });

  test('a query that fails inside a work fails that work alone', async () => {
    const { storage } = given();
    const user = await addUser(storage);
    const [taken, fine] = await Promise.allSettled([
      storage.transact(({ users }) => users.addMany([someUser({ id: user.id })])),
      addUser(storage),
    ]);
    expect([taken.status, fine.status]).toEqual(['rejected', 'fulfilled']);
  });

  test('works that change one thing at once see each other in turn', async () => {
    const { storage } = given();
    const user = await addUser(storage, { displayName: '0' });
    const increments = Array.from({ length: 40 }, () =>
      storage.transact(async ({ users }) => {
        const locked = await users.lock(user.id);
        await users.edit(user.id, { displayName: String(Number(locked?.user.displayName) + 1) });
      }),
    );
    await Promise.all(increments);
    expect((await storage.read.users.byId(user.id))?.displayName).toBe('40');
  });

  test('one name taken at once by many is given to one', async () => {
    const { storage } = given();
    const username = `wanted-${newId()}`;
    const added = Array.from({ length: 10 }, () =>
      storage.transact(({ users }) => users.add(someUser({ username }))),
    );
    expect((await Promise.all(added)).filter(Boolean)).toHaveLength(1);
    const others = await Promise.all(Array.from({ length: 10 }, () => addUser(storage)));
    const renamed = others.map(({ id }) =>
      storage.transact(({ users }) => users.edit(id, { username: `${username}-2` })),
    );
    expect((await Promise.all(renamed)).filter(Boolean)).toHaveLength(1);
  });

  test('nothing of a transaction is seen before it is committed', async () => {
    const { storage } = given();
    const user = someUser();
    await storage.transact(async ({ users }) => {
      await users.add(user);
      expect(await storage.read.users.byId(user.id)).toBeUndefined();
    });
    expect(await storage.read.users.byId(user.id)).toMatchObject(user);
  });

  test('text of any kind is stored without harm', async () => {
    const { storage } = given();
    const displayName = `'; drop table users; -- \u0000 \ud800 😀 ${'x'.repeat(10_000)}`;
    const user = await addUser(storage, { displayName });
    expect((await storage.read.users.byId(user.id))?.displayName.slice(-10_000)).toBe(
      displayName.slice(-10_000),
    );
    expect(await storage.read.users.byUsername('\u0000')).toBeUndefined();
    const nothing = await storage.read.users.list({ text: '\u0000%' }, 0, { limit: 1, after: 'AA' });
    expect(nothing).toEqual({ users: [] });
  });

  test('a healthy database says so, and opening it again keeps what is there', async () => {
    const { storage, options } = given();
    const user = await addUser(storage);
    await storage.healthy();
    const again = await openStorage(options, settings);
    expect(await again.read.users.byId(user.id)).toMatchObject(user);
    await again.close();
  });
});
