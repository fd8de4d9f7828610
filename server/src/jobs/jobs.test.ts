import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { admin, day, type House, monday, openHouse } from '../../../test/support/administration.ts';
import { deleteRequirement, putRequirement } from '../flows/administer/requirements.ts';
import { editSettings } from '../flows/administer/settings/edit.ts';
import { createActivationLink } from '../flows/administer/users/activation.ts';
import { createUser } from '../flows/administer/users/create.ts';
import { reactivateUser, suspendUser } from '../flows/administer/users/suspend.ts';
import { notifyOfPeriods } from '../flows/roll-out/notify.ts';
import { minutes } from '../kernel/instant.ts';
import { tokenHash } from '../kernel/secrets.ts';
import { StorageUnavailable } from '../ports/unavailable.ts';
import { deliverMails } from './deliver-mails.ts';
import { purge } from './purge.ts';
import { startTasks } from './runner.ts';
import { workOnJobs } from './work.ts';

const everyone = { kind: 'everyone' } as const;
const running = new AbortController().signal;
const page = { limit: 200 };

const kinds = async (house: House): Promise<string[]> => {
  const { mails } = await house.read.outbox.list({}, page);
  return mails
    .map(({ kind, subject }) => (kind === 'period-reminder' ? `${kind} ${subject.slice(0, 5)}` : kind))
    .toReversed();
};

const withRelay = (house: House) =>
  editSettings(house)(admin, { mail: { smtp: { host: 'relay', port: 25, security: 'none', username: '' } } });

const mailed = (house: House, username: string) =>
  createUser(house)(admin, {
    username,
    displayName: username,
    email: `${username}@example.com`,
    groups: [],
    sendActivation: true,
  });

test('a period is announced when it starts, 3 days and 1 day before it ends, and when it has ended', async () => {
  const house = await openHouse();
  await house.active('ann');
  await putRequirement(house)(admin, everyone, { strength: 'soft' });
  for (let hour = 0; hour < 24 * 10; hour += 6) {
    house.at(monday + (hour / 24) * day);
    await notifyOfPeriods(house)();
  }
  expect(await kinds(house)).toEqual([
    'period-started',
    'period-reminder 3 day',
    'period-reminder 1 day',
    'period-expired',
  ]);
});

test('two processes at once send each notice once', async () => {
  const house = await openHouse();
  for (const name of ['ann', 'ben', 'cem']) await house.active(name);
  await putRequirement(house)(admin, everyone, { strength: 'soft' });
  await Promise.all([notifyOfPeriods(house)(), notifyOfPeriods(house)(), notifyOfPeriods(house)()]);
  expect(await kinds(house)).toHaveLength(3);
});

test('a server that was down for long sends one notice, not all that were missed', async () => {
  const house = await openHouse();
  await house.active('ann');
  await putRequirement(house)(admin, everyone, { strength: 'soft' });
  house.at(monday + 20 * day);
  await notifyOfPeriods(house)();
  expect(await kinds(house)).toEqual(['period-expired']);
});

test('nobody hears of a period who has enrolled, is suspended, or whose policy is off', async () => {
  const house = await openHouse();
  const [enrolled, suspended] = [await house.active('ann'), await house.active('ben')];
  await putRequirement(house)(admin, everyone, { strength: 'soft' });
  await house.enroll(enrolled);
  await suspendUser(house)(admin, suspended);
  await notifyOfPeriods(house)();
  expect(await kinds(house)).toEqual([]);
  await house.active('cem');
  await deleteRequirement(house)(admin, everyone);
  await notifyOfPeriods(house)();
  expect(await kinds(house)).toEqual([]);
  await putRequirement(house)(admin, everyone, { strength: 'soft' });
  house.at(monday + 5 * day);
  await notifyOfPeriods(house)();
  expect(await kinds(house)).toEqual(['period-reminder 3 day']);
});

test('what came due while a user was suspended, or the policy off, is mailed when that ends', async () => {
  const house = await openHouse();
  const ann = await house.active('ann');
  await putRequirement(house)(admin, everyone, { strength: 'soft' });
  await notifyOfPeriods(house)();
  await suspendUser(house)(admin, ann);
  house.at(monday + 5 * day);
  await notifyOfPeriods(house)();
  expect(await kinds(house)).toEqual(['period-started']);
  await reactivateUser(house)(admin, ann, 'locked');
  expect(await notifyOfPeriods(house)()).toBe(1);
  expect(await kinds(house)).toEqual(['period-started', 'period-reminder 3 day']);

  await deleteRequirement(house)(admin, everyone);
  house.at(monday + 7 * day);
  await notifyOfPeriods(house)();
  expect(await notifyOfPeriods(house)()).toBe(0);
  await putRequirement(house)(admin, everyone, { strength: 'soft', lapsedPeriods: 'locked' });
  await notifyOfPeriods(house)();
  expect((await kinds(house)).slice(2)).toEqual(['period-reminder 1 day']);
});

test('mails wait without a relay, and each goes out once when there is one', async () => {
  const house = await openHouse();
  for (const name of ['ann', 'ben']) await mailed(house, name);
  await deliverMails(house).run(running);
  expect(house.sent).toEqual([]);
  await withRelay(house);
  await Promise.all([deliverMails(house).run(running), deliverMails(house).run(running)]);
  expect(house.sent.map(({ to }) => to).sort()).toEqual(['ann@example.com', 'ben@example.com']);
  const { mails } = await house.read.outbox.list({}, page);
  expect(mails.map(({ state, text }) => [state, text])).toEqual([
    ['sent', ''],
    ['sent', ''],
  ]);
});

test('a mail that the relay refuses is tried again, later each time', async () => {
  const house = await openHouse();
  await mailed(house, 'ann');
  await withRelay(house);
  const refusing = { ...house, relay: { send: async () => Promise.reject(new Error('greylisted')) } };
  const waits: number[] = [];
  for (let attempt = 0; attempt < 4; attempt++) {
    await deliverMails(refusing).run(running);
    const [mail] = (await house.read.outbox.list({}, page)).mails;
    expect(mail).toMatchObject({ state: 'waiting', error: 'greylisted', attempts: attempt + 1 });
    waits.push((mail?.nextAttemptAt ?? 0) - house.clock.now());
    house.at(mail?.nextAttemptAt ?? 0);
  }
  expect(waits).toEqual([1, 2, 4, 8].map(minutes));
  await deliverMails(house).run(running);
  expect(house.sent).toHaveLength(1);
});

test('a mail claimed by a process that died is sent by another', async () => {
  const house = await openHouse();
  await mailed(house, 'ann');
  await withRelay(house);
  await house.transact(({ outbox }) => outbox.claim(monday, 0, 10));
  await deliverMails(house).run(running);
  expect(house.sent).toEqual([]);
  house.at(monday + minutes(11));
  await deliverMails(house).run(running);
  expect(house.sent).toHaveLength(1);
});

test('purging keeps what still counts', async () => {
  const house = await openHouse();
  const { id } = await mailed(house, 'ann');
  const { url } = await createActivationLink(house)(admin, id);
  house.at(monday + 6 * day);
  await purge(house).run(running);
  expect(await house.read.links.find(tokenHash(url.split('#')[1] ?? ''), house.clock.now())).toBeDefined();
});

test('a browser is known for a year', async () => {
  const house = await openHouse();
  const user = await house.active('ann');
  await house.transact(({ knownBrowsers }) =>
    knownBrowsers.add({ id: house.newId(), user, tokenHash: 'b', at: monday }),
  );
  const knownAfter = async (days: number) => {
    house.at(monday + days * day);
    await purge(house).run(running);
    return (await house.read.knownBrowsers.find('b', user)) !== undefined;
  };
  expect([await knownAfter(365), await knownAfter(366)]).toEqual([true, false]);
});

/** Long work that waits, in a form that nobody can read. */
const brokenJob = (house: House) => ({
  id: house.newId<'job'>(),
  kind: 'roll-out',
  cursor: '{',
  state: 'waiting' as const,
  done: 0,
  total: 1,
  createdAt: monday,
  error: null,
});

test('a job that cannot go on fails, says why, is reported, and is not taken up again', async () => {
  const house = await openHouse();
  const job = brokenJob(house);
  await house.transact(({ jobs }) => jobs.add(job));
  await expect(workOnJobs(house).run(running)).rejects.toThrow(SyntaxError);
  expect(await house.read.jobs.byId(job.id)).toMatchObject({
    state: 'failed',
    error: expect.stringContaining('JSON'),
  });
  house.at(monday + day);
  expect(await workOnJobs(house).run(running)).toBe(false);
});

test('a job goes on where it stood after the database was out of reach', async () => {
  const house = await openHouse();
  const job = {
    ...brokenJob(house),
    cursor: JSON.stringify({ work: { subject: everyone, startsAt: monday } }),
  };
  await house.transact(({ jobs }) => jobs.add(job));
  let calls = 0;
  const transact: House['transact'] = (work) =>
    ++calls === 2 ? Promise.reject(new StorageUnavailable('the disk is full')) : house.transact(work);
  await expect(workOnJobs({ ...house, transact }).run(running)).rejects.toThrow(StorageUnavailable);
  expect((await house.read.jobs.byId(job.id))?.state).toBe('running');
  house.at(monday + minutes(2));
  expect(await workOnJobs(house).run(running)).toBe(true);
  expect((await house.read.jobs.byId(job.id))?.state).toBe('done');
});

test('a task that fails is reported and does not stop the others; stopping waits for what is under way', async () => {
  const reported: string[] = [];
  let runs = 0;
  let ended = false;
  const runner = startTasks(
    [
      { name: 'broken', run: async () => Promise.reject(new Error('no')) },
      { name: 'busy', run: async () => ++runs < 3 },
      {
        name: 'slow',
        run: async () => {
          await sleep(50);
          ended = true;
          return false;
        },
      },
    ],
    (_error, task) => reported.push(task),
  );
  await sleep(10);
  await runner.stop();
  expect({ reported, runs, ended }).toEqual({ reported: ['broken'], runs: 3, ended: true });
});
