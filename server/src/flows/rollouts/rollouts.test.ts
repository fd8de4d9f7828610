import { RolloutInput } from '@sallyport/contract/rollouts.ts';
import { beforeEach, expect, test } from 'vitest';
import { admin, day, type House, monday, openHouse } from '../../../../test/support/administration.ts';
import { asId, type GroupId, type UserId } from '../../kernel/ids.ts';
import { isoTime } from '../../kernel/instant.ts';
import { Refusal } from '../../ports/refusal.ts';
import { createGroup } from '../administer/groups/change.ts';
import { editSettings } from '../administer/settings/edit.ts';
import { readStandpoint, standingOf } from '../standpoint.ts';
import { countEvents } from '../statistics/keep.ts';
import { advanceRollouts } from './advance.ts';
import { cancelRollout, moveWave, pauseRollout, resumeRollout, startRollout } from './control.ts';
import { dryRun } from './dry-run.ts';
import { getRollout } from './list.ts';
import { createRollout, deleteRollout, editRollout } from './plan.ts';
import { watchRollouts } from './watch.ts';

let house: House;
let pilots: GroupId;
let una: UserId;
let ben: UserId;

/** Wave 1, the pilots, starts a week from now; wave 2, everyone else, a week later. */
const plan = () =>
  RolloutInput.parse({
    name: '2FA for all',
    instructions: 'Bring your phone to the canteen.',
    waves: [
      {
        name: 'Pilots',
        who: { kind: 'groups', groupIds: [pilots] },
        startsAt: isoTime(monday + 7 * day),
        graceDays: 7,
        announceDays: 3,
      },
      {
        name: 'Everyone else',
        who: { kind: 'rest' },
        startsAt: isoTime(monday + 14 * day),
        graceDays: 14,
        announceDays: 5,
      },
    ],
    thresholds: { lockouts: 50, helpDeskResets: 50, windowHours: 24, minimumPeople: 1 },
  });

beforeEach(async () => {
  house = await openHouse();
  pilots = asId((await createGroup(house)(admin, { name: 'Pilots', description: '' })).id);
  una = await house.active('una', { groups: [pilots] });
  ben = await house.active('ben');
  await house.active('olga', { role: 'owner' });
});

/** As the background tasks would, until there is nothing left to do. */
const goOn = async () => {
  while (await countEvents(house));
  while ((await watchRollouts(house)) || (await advanceRollouts(house)));
};
const goTo = async (days: number) => {
  house.at(monday + days * day);
  await goOn();
};
const statusOf = async (user: UserId) => {
  const standpoint = await readStandpoint(house.read, house.rules, user, house.clock.now());
  return standpoint && standingOf(standpoint).status;
};
const mailsTo = async (name: string) =>
  (await house.read.outbox.list({ to: `${name}@example.com` }, { limit: 50 })).mails
    .map(({ kind }) => kind)
    .reverse();
const started = async () => {
  const { id } = await createRollout(house)(admin, plan());
  await startRollout(house)(admin, id);
  return id;
};

test('a draft does nothing, whatever its dates', async () => {
  const { id } = await createRollout(house)(admin, plan());
  await goTo(30);
  expect(await getRollout(house)(id)).toMatchObject({ state: 'draft' });
  expect(await mailsTo('una')).toEqual([]);
});

test('wave after wave is announced and started, and the rollout ends after the last deadline', async () => {
  const id = await started();
  await goTo(3);
  expect(await mailsTo('una')).toEqual([]);
  await goTo(4);
  expect(await mailsTo('una')).toEqual(['rollout-announcement']);
  expect(await mailsTo('ben')).toEqual([]);
  expect(await getRollout(house)(id)).toMatchObject({ state: 'scheduled', waves: [{ announced: 1 }, {}] });

  await goTo(7);
  expect(await statusOf(una)).toBe('in-enrollment-period');
  expect(await statusOf(ben)).toBe('not-enrolled');
  await house.enroll(una);
  await goTo(9);
  await goTo(14);
  expect(await mailsTo('ben')).toEqual(['rollout-announcement']);
  expect(await statusOf(ben)).toBe('in-enrollment-period');
  await house.enroll(ben);

  await goTo(40);
  const over = await getRollout(house)(id);
  expect(over).toMatchObject({ state: 'done', waves: [{ state: 'over' }, { state: 'over' }] });
  expect(over.log.map(({ what }) => what).reverse()).toEqual([
    'Planned.',
    'Started: it follows its schedule.',
    'Wave 1 “Pilots” was announced to 1 person.',
    'Wave 1 “Pilots” started.',
    'Wave 2 “Everyone else” was announced to 1 person.',
    'Wave 2 “Everyone else” started.',
    'Done: every wave’s deadline has passed.',
  ]);
});

test('the announcement says when and until when, and has the organisation’s own words', async () => {
  await started();
  await goTo(4);
  const [mail] = (await house.read.outbox.list({ to: 'una@example.com' }, { limit: 1 })).mails;
  expect(mail?.subject).toContain('Monday, 30 November 2026');
  expect(mail?.redactedText).toContain('You then have until the end of');
  expect(mail?.redactedText).toContain('Monday, 7 December 2026');
  expect(mail?.redactedText).toContain('Bring your phone to the canteen.');
});

test('of two processes each step is taken by one: every mail once, every wave one policy', async () => {
  await started();
  for (const days of [4, 7]) {
    house.at(monday + days * day);
    for (let round = 0; round < 4; round++)
      await Promise.all([advanceRollouts(house), advanceRollouts(house)]);
  }
  expect(await mailsTo('una')).toEqual(['rollout-announcement']);
  expect((await house.read.policies.shared()).map(({ policy }) => policy.name)).toEqual([
    '2FA for all: Pilots',
  ]);
});

test('while it is paused nothing starts or is announced; resumed, the waves to come are as much later', async () => {
  const id = await started();
  await goTo(7);
  await pauseRollout(house)(admin, id, { startedWaves: 'keep' });
  await goTo(17);
  expect(await mailsTo('ben')).toEqual([]);
  await resumeRollout(house)(admin, id, { dates: 'shift', lapsedPeriods: 'fresh' });
  await goOn();
  expect((await getRollout(house)(id)).waves[1]).toMatchObject({
    state: 'waiting',
    startsAt: isoTime(monday + 24 * day),
  });
});

test('a pause of less than a day moves nothing, one of two days and a half two days', async () => {
  const id = await started();
  const pausedFor = async (from: number, until: number) => {
    await goTo(from);
    await pauseRollout(house)(admin, id, { startedWaves: 'keep' });
    house.at(monday + until * day);
    const { pausedDays } = await getRollout(house)(id);
    const { waves } = await resumeRollout(house)(admin, id, { dates: 'shift', lapsedPeriods: 'fresh' });
    return [pausedDays, waves[1]?.startsAt];
  };
  expect(await pausedFor(7.5, 8.4)).toEqual([0, isoTime(monday + 14 * day)]);
  expect(await pausedFor(8.5, 11)).toEqual([2, isoTime(monday + 16 * day)]);
});

test('an announcement has the time at which it goes out: late if its day has passed, none if the wave starts first', async () => {
  const late = plan();
  const { id } = await createRollout(house)(admin, {
    ...late,
    waves: late.waves.map((wave) => ({ ...wave, announceDays: 60 })),
  });
  const announcedAt = async () => (await getRollout(house)(id)).waves.map(({ announceAt }) => announceAt);
  house.at(monday + 6 * day);
  expect(await announcedAt()).toEqual([isoTime(monday + 6 * day), isoTime(monday + 6 * day)]);
  house.at(monday + 7 * day);
  expect(await announcedAt()).toEqual([undefined, isoTime(monday + 7 * day)]);
  const { days, warnings } = await dryRun(house)(id);
  expect(warnings).toContainEqual({
    code: 'not-announced',
    message: 'Wave 1 “Pilots” comes without an announcement: its people do not get your own words.',
  });
  expect(days[0]?.events).toEqual([
    'Wave 1 “Pilots” starts: 2FA is required of 1 person, without an announcement.',
    'Wave 2 “Everyone else” is announced to 1 person.',
  ]);
  await startRollout(house)(admin, id);
  await goOn();
  await goTo(9);
  expect(await mailsTo('una')).not.toContain('rollout-announcement');
  expect(await announcedAt()).toEqual([undefined, isoTime(monday + 7 * day)]);
});

test('announced 0 days before is not announced', async () => {
  const input = plan();
  const { waves } = await createRollout(house)(admin, {
    ...input,
    waves: input.waves.map((wave) => ({ ...wave, announceDays: 0 })),
  });
  for (const wave of waves) expect([wave.announceDays, wave.announceAt]).toEqual([undefined, undefined]);
});

test('a draft whose dates passed long ago starts only if somebody says whether at once or when', async () => {
  const { id } = await createRollout(house)(admin, plan());
  house.at(monday + 9 * day);
  await expect(startRollout(house)(admin, id)).rejects.toThrow('overdueWaves: wave 1 “Pilots”');
  await expect(startRollout(house)(admin, id, { startsAt: isoTime(monday) })).rejects.toThrow('future');
  expect((await getRollout(house)(id)).state).toBe('draft');
  const { waves } = await startRollout(house)(admin, id, { startsAt: isoTime(monday + 10 * day) });
  expect(waves.map(({ startsAt }) => startsAt)).toEqual([
    isoTime(monday + 10 * day),
    isoTime(monday + 17 * day),
  ]);
});

test('overdue waves start at once when that is what is said', async () => {
  const { id } = await createRollout(house)(admin, plan());
  house.at(monday + 9 * day);
  await startRollout(house)(admin, id, { overdueWaves: 'start-now' });
  await goOn();
  expect(await statusOf(una)).toBe('in-enrollment-period');
  expect(await statusOf(ben)).toBe('not-enrolled');
});

test('paused first and held afterwards, the log tells both', async () => {
  const id = await started();
  await goTo(7);
  await pauseRollout(house)(admin, id, { startedWaves: 'keep', note: 'Wrong app.' });
  await pauseRollout(house)(admin, id, { startedWaves: 'hold' });
  const { pausedBecause, log } = await getRollout(house)(id);
  expect(pausedBecause).toBe('Wrong app.');
  expect(log.slice(0, 2).map(({ what }) => what)).toEqual([
    'Started waves are held. 1 policy reports only for now.',
    'Paused. Wrong app.',
  ]);
});

test('people not activated are counted beside the others, and what they meet is said by the setting', async () => {
  await house.transact(({ users }) => users.edit(ben, { state: 'staged', activatedAt: null }));
  const { id } = await createRollout(house)(admin, plan());
  const { waves, days, warnings } = await dryRun(house)(id);
  expect(waves).toMatchObject([
    { name: 'Pilots', people: 1, notActivated: 0 },
    { people: 0, notActivated: 1 },
  ]);
  expect(days.flatMap(({ events }) => events)).toContain(
    'Wave 2 “Everyone else” starts: 2FA is required of 0 people. 1 has not activated their account: they set it up when they activate their account.',
  );
  expect(warnings.find(({ code }) => code === 'not-activated')?.message).toContain('they set it up when');
  await editSettings(house)(admin, { signIn: { enrollAtActivation: false } });
  const { warnings: then } = await dryRun(house)(id);
  expect(then.find(({ code }) => code === 'not-activated')?.message).toContain('they have their days from');
});

test('at the typical pace, one person in ten is not rounded away', async () => {
  const { id } = await createRollout(house)(admin, plan());
  const { days } = await dryRun(house)(id);
  expect(days.at(-1)?.waves.map((wave) => wave.lockedOutTypically)).toEqual([0.1, 0.1]);
});

test('resumed with its dates kept, a wave whose time has passed starts at once', async () => {
  const id = await started();
  await goTo(7);
  await pauseRollout(house)(admin, id, { startedWaves: 'keep' });
  await goTo(17);
  await resumeRollout(house)(admin, id, { dates: 'keep', lapsedPeriods: 'fresh' });
  await goOn();
  expect(await statusOf(ben)).toBe('in-enrollment-period');
});

test.each([
  ['fresh', 'in-enrollment-period'],
  ['locked', 'expired'],
] as const)(
  'held waves lock nobody out; resumed with periods %s, who missed the deadline is %s',
  async (choice, status) => {
    const id = await started();
    await goTo(7);
    await pauseRollout(house)(admin, id, { startedWaves: 'hold' });
    await goTo(20);
    expect(await statusOf(una)).toBe('not-enrolled');
    expect((await getRollout(house)(id)).waves[0]).toMatchObject({ state: 'held' });
    await resumeRollout(house)(admin, id, { dates: 'shift', lapsedPeriods: choice });
    expect(await statusOf(una)).toBe(status);
  },
);

test('a threshold that is passed pauses it once, and tells those who can resume it why', async () => {
  const id = await started();
  await goTo(7);
  await goTo(15);
  expect(await getRollout(house)(id)).toMatchObject({
    state: 'paused',
    pausedBecause: '1 of 1 people (100 %) were locked out within 24 hours; the threshold is 50 %.',
    waves: [{ state: 'over' }, { state: 'waiting' }],
  });
  await goOn();
  expect((await mailsTo('olga')).filter((kind) => kind === 'rollout-paused')).toHaveLength(1);
  expect(await statusOf(ben)).toBe('not-enrolled');

  await resumeRollout(house)(admin, id, { dates: 'keep', lapsedPeriods: 'fresh' });
  await goOn();
  expect(await getRollout(house)(id)).toMatchObject({ state: 'running' });
});

test('a step that is refused pauses it and says why, rather than trying for ever', async () => {
  const first = await started();
  await goTo(7);
  await cancelRollout(house)(admin, first, { startedWaves: 'keep' });
  await deleteRollout(house)(admin, first);
  await started();
  await goOn();
  const [again] = await house.read.rollouts.list();
  expect(again).toMatchObject({ state: 'paused' });
  expect(again?.pause?.because).toContain('There is a policy named “2FA for all: Pilots” already');
});

test('a wave that is moved takes those after it along, and is announced again for its new time', async () => {
  const id = await started();
  await goTo(4);
  await moveWave(house)(admin, id, { wave: 1, startsAt: isoTime(monday + 10 * day) });
  await goTo(7);
  expect(await mailsTo('una')).toEqual(['rollout-announcement', 'rollout-announcement']);
  expect((await getRollout(house)(id)).waves.map(({ startsAt }) => startsAt)).toEqual([
    isoTime(monday + 10 * day),
    isoTime(monday + 17 * day),
  ]);
});

test('a wave that has started is not changed, and one under way is not deleted', async () => {
  const id = await started();
  await goTo(7);
  const longer = plan();
  const edited = { ...longer, waves: longer.waves.map((wave) => ({ ...wave, graceDays: 30 })) };
  await expect(editRollout(house)(admin, id, edited)).rejects.toThrow('waves.0: has started');
  await expect(deleteRollout(house)(admin, id)).rejects.toBeInstanceOf(Refusal);
  await expect(moveWave(house)(admin, id, { wave: 1, startsAt: isoTime(monday) })).rejects.toThrow('started');
});

test('cancelled with its waves switched off, nothing is required any more', async () => {
  const id = await started();
  await goTo(7);
  await cancelRollout(house)(admin, id, { startedWaves: 'switch-off' });
  expect(await statusOf(una)).toBe('not-enrolled');
  await goTo(30);
  expect(await getRollout(house)(id)).toMatchObject({
    state: 'cancelled',
    waves: [{}, { state: 'waiting' }],
  });
});

test('what a dry run says of a day is how people stand on it', async () => {
  const { id } = await createRollout(house)(admin, plan());
  const { days, warnings } = await dryRun(house)(id);
  await startRollout(house)(admin, id);
  for (const [index, simulated] of days.entries()) {
    await goTo(index);
    const waves = [await statusOf(una), await statusOf(ben)].map((status) => ({
      toEnroll: status === 'in-enrollment-period' ? 1 : 0,
      lockedOut: status === 'expired' ? 1 : 0,
    }));
    // It does not foresee its own pausing: the day after the first deadline is the last that is alike.
    if ((await getRollout(house)(id)).state === 'paused') break;
    expect(simulated.waves, `day ${index}`).toMatchObject(waves);
  }
  expect(warnings.map(({ code }) => code)).toEqual([
    'administrator-without-method',
    'no-mail-server',
    'no-help-desk',
  ]);
});

test('a dry run warns of an empty wave, a weekend, people in no wave, and a time that has passed', async () => {
  const empty = asId<GroupId>((await createGroup(house)(admin, { name: 'Nobody', description: '' })).id);
  const [first] = plan().waves;
  if (first === undefined) throw new Error('no wave');
  const { id } = await createRollout(house)(admin, {
    ...plan(),
    waves: [
      { ...first, who: { kind: 'groups', groupIds: [empty] }, startsAt: isoTime(monday - day) },
      { ...first, startsAt: isoTime(monday + 5 * day) },
    ],
  });
  const { warnings } = await dryRun(house)(id);
  expect(warnings.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['wave-empty', 'start-passed', 'starts-on-weekend', 'in-no-wave']),
  );
});
