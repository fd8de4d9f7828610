import { expect, test } from 'vitest';
import { admin, day, type House, monday, openHouse } from '../../../../test/support/administration.ts';
import type { UserId } from '../../kernel/ids.ts';
import { putRequirement } from '../administer/requirements.ts';
import { editUser } from '../administer/users/edit.ts';
import { notifyOfPeriods } from './notify.ts';
import { remindOfCheckUps } from './remind-of-check-ups.ts';

const everyone = { kind: 'everyone' } as const;

const mailsOf = async (house: House, user: UserId): Promise<string[]> => {
  const { mails } = await house.read.outbox.list({}, { limit: 200 });
  return mails.filter((mail) => mail.user === user).map(({ kind }) => kind);
};

/** A day at a time, as the job would look. */
const passDays = async (house: House, from: number, to: number): Promise<void> => {
  for (let at = from; at <= to; at++) {
    house.at(monday + at * day);
    await notifyOfPeriods(house)();
  }
};

test('of a period that starts during a leave nothing is mailed before the return, and everything after it', async () => {
  const house = await openHouse();
  const ann = await house.active('ann');
  // Monday plus 14 days.
  await editUser(house)(admin, ann, { onLeaveUntil: '2026-12-07' });
  await putRequirement(house)(admin, everyone, { strength: 'soft', days: 10 });
  const [period] = await house.read.periods.ofUser(ann);
  expect(new Date(period?.deadline ?? 0).toISOString()).toBe('2026-12-14T23:59:59.999Z');
  await passDays(house, 0, 14);
  expect(await mailsOf(house, ann)).toEqual([]);
  await passDays(house, 15, 23);
  expect((await mailsOf(house, ann)).toReversed()).toEqual([
    'period-started',
    'period-reminder',
    'period-reminder',
    'period-expired',
  ]);
});

test('a leave that is noted later holds the reminders back, and one that ends early lets them come', async () => {
  const house = await openHouse();
  const ann = await house.active('ann');
  await putRequirement(house)(admin, everyone, { strength: 'soft', days: 7 });
  await passDays(house, 0, 2);
  await editUser(house)(admin, ann, { onLeaveUntil: '2026-12-07' });
  expect((await mailsOf(house, ann)).toReversed()).toEqual(['period-started', 'period-moved']);
  await passDays(house, 3, 8);
  await editUser(house)(admin, ann, { onLeaveUntil: null });
  await passDays(house, 9, 21);
  expect((await mailsOf(house, ann)).toReversed()).toEqual([
    'period-started',
    'period-moved',
    'period-reminder',
    'period-reminder',
  ]);
});

test('two processes at once mail each check-up once; where nobody is asked, none is mailed', async () => {
  const house = await openHouse();
  const ann = await house.active('ann');
  await house.enroll(ann);
  await house.transact(({ checkUps }) => checkUps.begin(ann, monday));
  house.at(monday + 27 * day);
  await remindOfCheckUps(house)();
  expect(await mailsOf(house, ann)).toEqual([]);
  house.at(monday + 28 * day);
  await Promise.all([remindOfCheckUps(house)(), remindOfCheckUps(house)()]);
  expect(await mailsOf(house, ann)).toEqual(['check-up']);
});
