import { expect, test } from 'vitest';
import { addUser, onBothDatabases } from '../../../../test/support/databases.ts';
import { settings } from '../../../../test/support/samples.ts';
import { idMaker } from '../../kernel/ids.ts';
import { systemRandom } from '../../kernel/random.ts';
import { withSnapshot } from '../snapshot.ts';

const newId = idMaker({ now: () => Date.now() }, systemRandom);

onBothDatabases((given) => {
  test('the directory is read page by page: of everybody, of groups and of single users', async () => {
    const { storage } = given();
    const [ann, ben, cem] = [await addUser(storage), await addUser(storage), await addUser(storage)];
    const [staff, sales] = [newId<'group'>(), newId<'group'>()];
    await storage.transact(async ({ groups, authenticators, periods }) => {
      for (const id of [staff, sales]) await groups.add({ id, name: id, description: '', createdAt: 0 });
      await groups.addMemberships([
        { group: staff, user: ann.id },
        { group: sales, user: ben.id },
      ]);
      for (const [user, method, disabledAt] of [
        [ann.id, 'totp', null],
        [ben.id, 'webauthn', 5],
      ] as const)
        await authenticators.add({
          id: newId(),
          user,
          method,
          name: method,
          data: '',
          externalId: null,
          counter: 0,
          createdAt: 0,
          lastUsedAt: null,
          disabledAt,
        });
      const policy = newId<'policy'>();
      await periods.start([
        { user: cem.id, policy, startedAt: 1, days: 1, deadline: 2, nextNotice: null, noticeAt: null },
      ]);
    });
    const { directory } = storage.read;

    const all = await directory.page({ kind: 'everyone' }, undefined);
    const ids = [ann.id, ben.id, cem.id].sort();
    expect(all.users.map(({ id }) => id)).toEqual(ids);
    expect(all.next).toBeUndefined();
    const annAsRead = all.users.find(({ id }) => id === ann.id);
    expect(annAsRead).toMatchObject({ methods: 'totp', codesLeft: 0 });
    expect(await directory.groupSets([annAsRead?.groupSet ?? 0])).toMatchObject([{ groups: [staff] }]);
    expect(all.users.find(({ id }) => id === cem.id)).toMatchObject({ methods: '', groupSet: null });
    expect(all.disabledAuthenticators).toEqual([{ user: ben.id, method: 'webauthn' }]);
    expect(all.periods).toMatchObject([{ user: cem.id, periods: expect.stringMatching(/ 2$/) }]);
    expect(await directory.count({ kind: 'everyone' })).toBe(3);

    const sold = await directory.page({ kind: 'groups', groups: [sales] }, undefined);
    expect(sold.users.map(({ id }) => id)).toEqual([ben.id]);
    expect(sold.disabledAuthenticators).toHaveLength(1);
    const one = await directory.page({ kind: 'users', users: [cem.id] }, undefined);
    expect(one.periods).toHaveLength(1);

    const named: number[] = [];
    for await (const numbers of directory.byName({ kind: 'everyone' })) named.push(...numbers);
    const users = await directory.numbered(named);
    const names = new Map(users.map(({ number, username }) => [number, username]));
    const keys = [ann, ben, cem].map(({ username }) => username.toLowerCase()).sort();
    expect(named.map((number) => names.get(number)?.toLowerCase())).toEqual(keys);
  });

  test('a snapshot sees one moment, whatever is written meanwhile', async () => {
    const { storage, options } = given();
    const before = await storage.read.users.count();
    const seen = await withSnapshot(options, settings, async (read) => {
      const first = await read.users.count();
      await addUser(storage);
      return [first, await read.users.count()];
    });
    expect(seen).toEqual([before, before]);
    expect(await storage.read.users.count()).toBe(before + 1);
  });
});
