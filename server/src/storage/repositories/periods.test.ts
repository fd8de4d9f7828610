import { expect, test } from 'vitest';
import { addUser, onBothDatabases } from '../../../../test/support/databases.ts';
import { newId } from '../../../../test/support/samples.ts';
import type { PolicyId, UserId } from '../../kernel/ids.ts';
import type { Period } from '../../ports/periods.ts';

const periodOf = (user: UserId, policy: PolicyId, given: Partial<Period> = {}): Period => ({
  user,
  policy,
  startedAt: 10,
  days: 7,
  deadline: 700,
  nextNotice: 'started',
  noticeAt: 10,
  ...given,
});

onBothDatabases((given) => {
  test('a period starts once per user and policy; an administrator may restart it', async () => {
    const { storage } = given();
    const user = await addUser(storage);
    const [first, second] = [newId<'policy'>(), newId<'policy'>()];
    await storage.transact(async ({ periods }) => {
      await periods.start([periodOf(user.id, first)]);
      await periods.start([
        periodOf(user.id, first, { deadline: 900 }),
        periodOf(user.id, second, { deadline: 500 }),
      ]);
    });
    expect(await storage.read.periods.ofUser(user.id)).toEqual([
      periodOf(user.id, second, { deadline: 500 }),
      periodOf(user.id, first),
    ]);
    const restarted = periodOf(user.id, second, { startedAt: 600, days: 3, deadline: 999, noticeAt: 600 });
    await storage.transact(({ periods }) => periods.restart([restarted]));
    expect(await storage.read.periods.ofUser(user.id)).toEqual([periodOf(user.id, first), restarted]);
  });

  test('notices come due in order, and are moved on by one process only', async () => {
    const { storage } = given();
    const [user, policy, other] = [await addUser(storage), newId<'policy'>(), newId<'policy'>()];
    const period = periodOf(user.id, policy, { noticeAt: 30 });
    await storage.transact(({ periods }) =>
      periods.start([
        period,
        periodOf(user.id, other, { noticeAt: 20 }),
        periodOf(user.id, newId(), { noticeAt: null, nextNotice: null }),
      ]),
    );
    const due = async (now: number) =>
      (await storage.read.periods.noticesDue(now, 100)).filter((each) => each.user === user.id);
    expect((await due(29)).map((each) => each.policy)).toEqual([other]);
    expect((await due(30)).map((each) => each.policy)).toEqual([other, policy]);
    const advance = () => storage.transact(({ periods }) => periods.advanceNotice(period, 'reminder-3', 400));
    expect([await advance(), await advance()]).toEqual([true, false]);
    expect((await due(399)).map((each) => each.policy)).toEqual([other]);
    expect(await due(400)).toContainEqual({ ...period, nextNotice: 'reminder-3', noticeAt: 400 });
  });

  test('a notice without a time waits until it is woken; one that is over stays over', async () => {
    const { storage } = given();
    const [user, other] = [await addUser(storage), await addUser(storage)];
    const [waiting, over, later] = [
      periodOf(user.id, newId(), { nextNotice: 'reminder-3', noticeAt: null }),
      periodOf(user.id, newId(), { nextNotice: null, noticeAt: null }),
      periodOf(user.id, newId(), { noticeAt: 90 }),
    ];
    const others = periodOf(other.id, newId(), { noticeAt: null });
    await storage.transact(async ({ periods }) => {
      await periods.start([waiting, over, later, others]);
      await periods.wakeNotices([user.id], 50);
    });
    const due = (await storage.read.periods.noticesDue(89, 100)).filter((each) =>
      [user.id, other.id].includes(each.user),
    );
    expect(due).toEqual([{ ...waiting, noticeAt: 50 }]);
  });
});
