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
  consecutiveFailures: 0,
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
    const [phone, disabled] = [totp(user.id, { consecutiveFailures: 3 }), totp(user.id, { disabledAt: 5 })];
    const result = await storage.transact(async ({ authenticators }) => {
      await authenticators.add(phone);
      await authenticators.add(disabled);
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
    expect(found.find(({ id }) => id === phone.id)).toEqual({
      ...phone,
      counter: 11,
      lastUsedAt: 53,
      consecutiveFailures: 0,
    });
  });

  test('failures disable the authenticators of that method at the limit, and say which', async () => {
    const { storage } = given();
    const user = await addUser(storage);
    const [phone, tablet] = [totp(user.id, { consecutiveFailures: 1 }), totp(user.id)];
    const key = totp(user.id, { method: 'webauthn', externalId: newId() });
    const fail = () => storage.transact((all) => all.authenticators.recordFailure(user.id, 'totp', 3, 70));
    await storage.transact(async ({ authenticators }) => {
      for (const each of [phone, tablet, key]) await authenticators.add(each);
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

  test('a budget is spent try by try, refused for a whole window after the last one, then begins anew', async () => {
    const { storage } = given();
    const key = `totp:user:${newId()}`;
    const limit = { max: 2, window: 1_000 };
    const spend = (now: number) => storage.transact(({ throttles }) => throttles.spend(key, limit, now));
    const peek = (now: number) => storage.read.throttles.peek(key, limit, now);
    expect(await peek(0)).toEqual({ allowed: true });
    expect([await spend(0), await spend(10)]).toEqual([{ allowed: true }, { allowed: true }]);
    const refused = { allowed: false, retryAt: 1_010 };
    expect([await spend(20), await peek(20), await spend(1_009)]).toEqual([refused, refused, refused]);
    const outcomes = [await peek(1_010), await spend(1_010), await spend(1_011)];
    expect(outcomes.map(({ allowed }) => allowed)).toEqual([true, true, true]);
    expect(await spend(1_012)).toEqual({ allowed: false, retryAt: 2_011 });
    await storage.transact(({ throttles }) => throttles.clear(key));
    expect(await spend(1_013)).toEqual({ allowed: true });
  });

  test("a user's budgets are cleared together, and nobody else's", async () => {
    const { storage } = given();
    const [user, other] = [newId(), newId()];
    const keys = [
      `totp:user:${user}`,
      `password:user:${user}:browser:b`,
      `totp:user:${other}`,
      'address:::1',
    ];
    const limit = { max: 1, window: 1_000 };
    await storage.transact(async ({ throttles }) => {
      for (const key of keys) await throttles.spend(key, limit, 0);
      await throttles.clearUser(user);
    });
    const left = await Promise.all(keys.map((key) => storage.read.throttles.peek(key, limit, 1)));
    expect(left.map(({ allowed }) => allowed)).toEqual([true, true, false, false]);
    await storage.transact(({ throttles }) => throttles.purge(1_001));
    expect(await storage.read.throttles.peek(`totp:user:${other}`, limit, 1)).toEqual({ allowed: true });
  });
});
