import { expect, test } from 'vitest';
import { addUser, onBothDatabases } from '../../../../test/support/databases.ts';
import { newId } from '../../../../test/support/samples.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Authenticator } from '../../ports/authenticators.ts';

const totp = (user: UserId, given: Partial<Authenticator> = {}): Authenticator => ({
  id: newId(),
  user,
  method: 'totp',
  name: 'phone',
  data: '{"secret":"sealed"}',
  externalId: null,
  counter: 0,
  createdAt: 1,
  lastUsedAt: null,
  disabledAt: null,
  ...given,
});

onBothDatabases((given) => {
  test('authenticators are read as added, renamed and removed by their owner alone', async () => {
    const { storage } = given();
    const [user, stranger] = [await addUser(storage), await addUser(storage)];
    const authenticator = totp(user.id);
    const result = await storage.transact(async ({ authenticators }) => [
      await authenticators.add(authenticator),
      await authenticators.rename(stranger.id, authenticator.id, 'mine now'),
      await authenticators.remove(stranger.id, authenticator.id),
      await authenticators.rename(user.id, authenticator.id, 'tablet'),
    ]);
    expect(result).toEqual([true, false, false, true]);
    expect(await storage.read.authenticators.ofUser(user.id)).toEqual([{ ...authenticator, name: 'tablet' }]);
    expect(await storage.transact(({ authenticators }) => authenticators.removeAll(user.id))).toBe(1);
    expect(await storage.read.authenticators.ofUser(user.id)).toEqual([]);
  });

  test('a credential is bound to one user only', async () => {
    const { storage } = given();
    const [user, other] = [await addUser(storage), await addUser(storage)];
    const key = { method: 'webauthn', externalId: newId() } as const;
    const bind = (id: UserId) => storage.transact(({ authenticators }) => authenticators.add(totp(id, key)));
    expect(await bind(user.id)).toBe(true);
    expect(await bind(other.id)).toBe(false);
    expect(await storage.read.authenticators.ofUser(other.id)).toEqual([]);
  });

  test('a counter only moves forward, clears the failures, and never on a disabled authenticator', async () => {
    const { storage } = given();
    const user = await addUser(storage);
    const [phone, disabled] = [totp(user.id), totp(user.id, { disabledAt: 5 })];
    const result = await storage.transact(async ({ authenticators }) => {
      await authenticators.add(phone);
      await authenticators.add(disabled);
      await authenticators.recordFailure(user.id, 'totp', 2, 49);
      return [
        await authenticators.advanceCounter(phone.id, 10, 50),
        await authenticators.advanceCounter(phone.id, 10, 51),
        await authenticators.advanceCounter(phone.id, 9, 52),
        await authenticators.advanceCounter(phone.id, 11, 53),
        await authenticators.advanceCounter(disabled.id, 11, 53),
      ];
    });
    expect(result).toEqual([true, false, false, true, false]);
    const found = await storage.read.authenticators.ofUser(user.id);
    expect(found.find(({ id }) => id === phone.id)).toEqual({ ...phone, counter: 11, lastUsedAt: 53 });
    const fail = () => storage.transact((all) => all.authenticators.recordFailure(user.id, 'totp', 2, 60));
    expect([await fail(), await fail()]).toEqual([[], [phone.id]]);
  });

  test('failures disable the authenticators of that method at the limit, and say which', async () => {
    const { storage } = given();
    const user = await addUser(storage);
    const [phone, tablet] = [totp(user.id), totp(user.id)];
    const key = totp(user.id, { method: 'webauthn', externalId: newId() });
    const fail = () => storage.transact((all) => all.authenticators.recordFailure(user.id, 'totp', 3, 70));
    await storage.transact(async ({ authenticators }) => {
      for (const each of [phone, key]) await authenticators.add(each);
      await authenticators.recordFailure(user.id, 'totp', 3, 60);
      await authenticators.add(tablet);
    });
    expect([await fail(), await fail(), await fail(), await fail()]).toEqual([
      [],
      [phone.id],
      [tablet.id],
      [],
    ]);
    const disabled = (await storage.read.authenticators.ofUser(user.id)).map((each) => [
      each.id,
      each.disabledAt,
    ]);
    expect(Object.fromEntries(disabled)).toEqual({ [phone.id]: 70, [tablet.id]: 70, [key.id]: null });
  });

  test('a backup code is consumed once; new ones void the old', async () => {
    const { storage } = given();
    const user = await addUser(storage);
    const codes = ['a', 'b'].map((hash) => ({ id: newId<'backup-code'>(), user: user.id, salt: 's', hash }));
    const [first] = codes;
    if (first === undefined) throw new Error('no code');
    await storage.transact(({ backupCodes }) => backupCodes.replace(user.id, codes, 1));
    const consume = () => storage.transact(({ backupCodes }) => backupCodes.consume(first.id, 2));
    expect([await consume(), await consume()]).toEqual([true, false]);
    expect(await storage.read.backupCodes.unused(user.id)).toEqual([codes[1]]);
    const fresh = { ...first, id: newId<'backup-code'>() };
    await storage.transact(({ backupCodes }) => backupCodes.replace(user.id, [fresh], 3));
    expect(await storage.read.backupCodes.unused(user.id)).toEqual([fresh]);
    await storage.transact(({ backupCodes }) => backupCodes.removeAll(user.id));
    expect(await storage.read.backupCodes.unused(user.id)).toEqual([]);
  });
});
