import { expect, test } from 'vitest';
import { addUser, onBothDatabases } from '../../../../test/support/databases.ts';
import { newId } from '../../../../test/support/samples.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Storage } from '../storage.ts';

const codeOf = (user: UserId, expiresAt = 100) => ({
  id: newId<'access-code'>(),
  user,
  salt: 's',
  hash: 'h',
  createdAt: 1,
  expiresAt,
});

const enroll = (storage: Storage, user: UserId) =>
  storage.transact(({ authenticators }) =>
    authenticators.add({
      id: newId(),
      user,
      method: 'totp',
      name: 'phone',
      data: '',
      externalId: null,
      counter: 0,
      createdAt: 1,
      lastUsedAt: null,
      disabledAt: null,
    }),
  );

onBothDatabases((given) => {
  test('an access code is consumed once, in its time, by its user', async () => {
    const { storage } = given();
    const [user, other] = [await addUser(storage), await addUser(storage)];
    const code = codeOf(user.id);
    await storage.transact(({ accessCodes }) => accessCodes.replace(code));
    expect(await storage.read.accessCodes.live(user.id, 99)).toEqual(code);
    expect(await storage.read.accessCodes.live(user.id, 100)).toBeUndefined();
    expect((await storage.read.users.withFacts(user.id))?.facts.accessCodeUntil).toBe(100);
    const consume = (of: UserId, now: number) =>
      storage.transact(({ accessCodes }) => accessCodes.consume(code.id, of, now));
    expect(await consume(other.id, 50)).toBe(false);
    expect(await consume(user.id, 100)).toBe(false);
    expect(await consume(user.id, 99)).toBe(true);
    expect(await consume(user.id, 99)).toBe(false);
    expect((await storage.read.users.withFacts(user.id))?.facts).not.toHaveProperty('accessCodeUntil');
  });

  test('a new access code voids the one before; removing says whether there was one; old ones are purged', async () => {
    const { storage } = given();
    const user = await addUser(storage);
    const [first, second] = [codeOf(user.id, 20), codeOf(user.id, 30)];
    const result = await storage.transact(async ({ accessCodes }) => {
      await accessCodes.replace(first);
      await accessCodes.replace(second);
      return [
        await accessCodes.consume(first.id, user.id, 10),
        await accessCodes.purge(30, 10),
        await accessCodes.remove(user.id),
        await accessCodes.remove(user.id),
      ];
    });
    expect(result).toEqual([false, 0, true, false]);
    await storage.transact(({ accessCodes }) => accessCodes.replace(first));
    expect(await storage.transact(({ accessCodes }) => accessCodes.purge(21, 10))).toBe(1);
  });

  test('the one snooze of a person is taken once, ever', async () => {
    const { storage } = given();
    const user = await addUser(storage);
    const take = () => storage.transact(({ users }) => users.snooze(user.id, 7));
    expect(await Promise.all([take(), take(), take()])).toEqual([true, false, false]);
    expect(await storage.read.users.byId(user.id)).toMatchObject({ snoozedAt: 7 });
  });

  test('leave and language are kept with the user', async () => {
    const { storage } = given();
    const user = await addUser(storage);
    await storage.transact(({ users }) => users.edit(user.id, { language: 'de', onLeaveUntil: 9 }));
    expect(await storage.read.users.withFacts(user.id)).toMatchObject({
      user: { language: 'de', onLeaveUntil: 9 },
      facts: { onLeaveUntil: 9 },
    });
  });

  test('a check-up is mailed once and ended once; who has nothing set up any more is not counted', async () => {
    const { storage } = given();
    const [user, gone] = [await addUser(storage), await addUser(storage)];
    await enroll(storage, user.id);
    const result = await storage.transact(async ({ checkUps }) => {
      await checkUps.begin(user.id, 10);
      await checkUps.begin(gone.id, 10);
      return [
        await checkUps.toMail(9, 10),
        await checkUps.toMail(10, 10),
        await checkUps.counts(10),
        await checkUps.mailed(user.id, 20),
        await checkUps.mailed(user.id, 21),
        await checkUps.toMail(10, 10),
        await checkUps.end(user.id, 'done', 30),
        await checkUps.end(user.id, 'dismissed', 31),
        await checkUps.counts(10),
      ];
    });
    const [none, due] = [
      { done: 0, dismissed: 0, due: 1 },
      { done: 1, dismissed: 0, due: 0 },
    ];
    expect(result).toEqual([[], [user.id], none, true, false, [], true, false, due]);
    await storage.transact(({ checkUps }) => checkUps.begin(user.id, 40));
    expect(await storage.read.checkUps.ofUser(user.id)).toEqual({
      user: user.id,
      enrolledAt: 40,
      mailedAt: null,
      endedAt: null,
      outcome: null,
    });
  });

  test('an edited mail text is kept until it is taken back', async () => {
    const { storage } = given();
    const text = { kind: 'test', language: 'de', subject: 'Hallo', body: 'Welt', changedAt: 3 };
    const { mailTexts } = storage.read.settings;
    await storage.transact(({ settings }) => settings.mailTexts.write({ ...text, body: 'alt' }));
    await storage.transact(({ settings }) => settings.mailTexts.write(text));
    expect(await mailTexts.all()).toEqual([text]);
    const remove = () => storage.transact(({ settings }) => settings.mailTexts.remove('test', 'de'));
    expect([await remove(), await remove(), await mailTexts.all()]).toEqual([true, false, []]);
  });
});
