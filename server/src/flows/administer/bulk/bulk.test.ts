import { describe, expect, test } from 'vitest';
import { admin, day, type House, monday, openHouse } from '../../../../../test/support/administration.ts';
import { createTestDatabase } from '../../../../../test/support/postgres.ts';
import { workOnJobs } from '../../../jobs/work.ts';
import type { UserId } from '../../../kernel/ids.ts';
import { seconds } from '../../../kernel/instant.ts';
import type { Role } from '../../../policy/model.ts';
import { StorageUnavailable } from '../../../ports/unavailable.ts';
import type { Administrator } from '../../caller.ts';
import { cancelJob, getJob, listJobFailures } from '../jobs.ts';
import { getRequirement, putRequirement } from '../requirements.ts';
import { countUsers, getUser } from '../users/list.ts';
import { deleteUser } from '../users/remove.ts';
import { setRole } from '../users/role.ts';
import { suspendUser } from '../users/suspend.ts';
import { exemptUsers, remindUsers, requireOfUsers, resetUsers } from './start.ts';

const running = new AbortController().signal;
const verified = { identityVerifiedBy: 'video call', note: '' };
const page = { limit: 200 };

const work = async (house: House) => {
  while (await workOnJobs(house).run(running));
};

const many = async (house: House, count: number, name = 'user'): Promise<UserId[]> => {
  const ids: UserId[] = [];
  for (let index = 0; index < count; index++) ids.push(await house.active(`${name}-${index}`));
  return ids;
};

const twoFactorOf = async (house: House, id: UserId) => (await getUser(house)(id)).twoFactor;

const events = async (house: House, kind: string) =>
  (await house.read.audit.search({ kinds: [kind] }, { order: 'newest first', limit: 1_000 })).events;

const tokenOf = async (
  house: House,
  role: Role,
  user: UserId | null = null,
): Promise<Administrator & { kind: 'token' }> => {
  const token = { id: house.newId<'token'>(), name: `a token of ${role}`, role, user };
  const times = { createdAt: monday, expiresAt: monday + 90 * day, lastUsedAt: null };
  await house.transact(({ apiTokens }) => apiTokens.add({ ...token, ...times, tokenHash: token.id }));
  return { kind: 'token', token: token.id, name: token.name, role, user };
};

const databases = [
  ['SQLite', async () => undefined],
  ['PostgreSQL', createTestDatabase],
] as const;

describe.each(databases)('on %s', (_, database) => {
  const open = async () => openHouse(await database());

  test('requiring 2FA of many comes to the same for each as requiring it of one', async () => {
    const house = await open();
    const [fresh, before, enrolled] = [
      await house.active('fresh'),
      await house.active('before'),
      await house.active('enrolled'),
    ];
    const twins = [
      await house.active('fresh-2'),
      await house.active('before-2'),
      await house.active('enrolled-2'),
    ] as const;
    for (const user of [before, twins[1]])
      await putRequirement(house)(admin, { kind: 'user', user }, { strength: 'soft', days: 3 });
    for (const user of [enrolled, twins[2]]) await house.enroll(user);
    house.at(monday + 5 * day);
    await requireOfUsers(house)(admin, { userIds: [fresh, before, enrolled], days: 2 });
    await work(house);
    for (const user of twins)
      await putRequirement(house)(admin, { kind: 'user', user }, { strength: 'soft', days: 2 });
    const stored = async (user: UserId) => {
      const policy = await house.read.policies.bySubject({ kind: 'user', user });
      const { status, required, period } = await twoFactorOf(house, user);
      const { changedAt, graceEndedAt, version } = policy ?? {};
      const periods = await house.read.periods.ofUser(user);
      return {
        status,
        required,
        period,
        policy: [policy?.policy.state, policy?.policy.action, changedAt, graceEndedAt, version],
        periods: periods.map(({ user: _, policy: __, ...rest }) => rest),
      };
    };
    for (const [index, user] of [fresh, before, enrolled].entries())
      expect(await stored(user)).toEqual(await stored(twins[index] ?? user));
    expect(
      (await events(house, 'requirement.set')).filter(({ details }) => details?.days === 2),
    ).toHaveLength(6);
  });

  test('all that match when the job begins are served, whatever it or others change meanwhile', async () => {
    const house = await open();
    const users = await many(house, 130);
    expect(await countUsers(house)({ required: 'false' })).toEqual({ count: 130 });
    const { id } = await requireOfUsers(house)(admin, { filter: { required: 'false' }, days: 7 });
    let calls = 0;
    const transact: House['transact'] = async (run) => {
      if (++calls === 4) await house.active('too-late');
      return house.transact(run);
    };
    await workOnJobs({ ...house, transact }).run(running);
    expect(await getJob(house)(id)).toMatchObject({ state: 'done', done: 130, total: 130, failures: 0 });
    for (const user of users) expect((await twoFactorOf(house, user)).required).toBe(true);
    expect(await countUsers(house)({ required: 'false' })).toEqual({ count: 1 });
    expect((await events(house, 'job.ended'))[0]).toMatchObject({ details: { users: 130, notServed: 0 } });
  });

  test('whoever cannot be served is listed with the reason, and the others are', async () => {
    const house = await open();
    const [bare, owner, gone, enrolled] = [
      await house.active('bare'),
      await house.active('owner', { role: 'owner' }),
      await house.active('gone'),
      await house.active('enrolled'),
    ];
    for (const user of [owner, gone, enrolled]) await house.enroll(user);
    const helper = await tokenOf(house, 'help-desk');
    const userIds = [bare, owner, gone, enrolled, enrolled];
    const { id } = await resetUsers(house)(helper, { userIds, ...verified });
    await deleteUser(house)(admin, gone);
    await work(house);
    expect(await getJob(house)(id)).toMatchObject({ state: 'done', done: 4, total: 4, failures: 3 });
    const { items } = await listJobFailures(house)(id, page);
    expect(items.map(({ username, code }) => [username, code])).toEqual([
      ['bare', 'nothing-to-reset'],
      ['owner', 'permission-denied'],
      [undefined, 'not-found'],
    ]);
    expect((await twoFactorOf(house, enrolled)).methods).toEqual([]);
    expect((await twoFactorOf(house, owner)).methods).toEqual(['totp']);
  });

  test('requiring it of those above oneself, or of nobody that is there, changes nothing of them', async () => {
    const house = await open();
    const owner = await house.active('owner', { role: 'owner' });
    const lesser = await tokenOf(house, 'administrator');
    const { id } = await requireOfUsers(house)(lesser, { userIds: [owner, 'nobody'], days: 7 });
    await work(house);
    const { items } = await listJobFailures(house)(id, page);
    expect(items.map(({ code }) => code)).toEqual(['permission-denied', 'not-found']);
    expect(await house.read.policies.bySubject({ kind: 'user', user: owner })).toBeUndefined();
  });

  test('after a crash it goes on where it stood; nobody is served twice', async () => {
    const house = await open();
    await many(house, 220);
    const { id } = await requireOfUsers(house)(admin, { filter: {}, days: 7 });
    let calls = 0;
    const transact: House['transact'] = (run) =>
      ++calls === 4 ? Promise.reject(new StorageUnavailable('the disk is full')) : house.transact(run);
    await expect(workOnJobs({ ...house, transact }).run(running)).rejects.toThrow(StorageUnavailable);
    const { state, done } = await getJob(house)(id);
    expect([state, done]).toEqual(['running', 50]);
    house.at(monday + seconds(16));
    await work(house);
    expect(await getJob(house)(id)).toMatchObject({ state: 'done', done: 220 });
    expect(await events(house, 'requirement.set')).toHaveLength(220);
  });

  test('two processes that both take a job for theirs serve everybody once', async () => {
    const house = await open();
    await many(house, 260);
    const { id } = await requireOfUsers(house)(admin, { filter: {}, days: 7 });
    // The clock of the second runs far ahead: to it, whoever works on the job has been silent for long.
    const ahead = { ...house, clock: { now: () => monday + day } };
    await Promise.all([workOnJobs(house).run(running), workOnJobs(ahead).run(running)]);
    expect(await getJob(house)(id)).toMatchObject({ state: 'done', done: 260 });
    expect(await events(house, 'requirement.set')).toHaveLength(260);
    expect(await events(house, 'job.ended')).toHaveLength(1);
  });

  /** After its first page, `meanwhile` happens. */
  const interrupted = async (house: House, starter: Administrator, meanwhile: () => Promise<unknown>) => {
    await many(house, 130);
    const { id } = await requireOfUsers(house)(starter, { filter: { required: 'false' }, days: 7 });
    let calls = 0;
    const transact: House['transact'] = async (run) => {
      if (++calls === 4) await meanwhile();
      return house.transact(run);
    };
    await workOnJobs({ ...house, transact }).run(running);
    return id;
  };

  test.each<[string, (house: House, user: UserId) => Promise<unknown>]>([
    ['is suspended', (house, user) => suspendUser(house)(admin, user)],
    ['has lost the role', (house, user) => setRole(house)(admin, user, null)],
    ['has a role that cannot do it', (house, user) => setRole(house)(admin, user, 'help-desk')],
    ['is deleted', (house, user) => deleteUser(house)(admin, user)],
  ])('a job goes no further when whoever started it %s, and says why', async (_what, meanwhile) => {
    const house = await open();
    const user = await house.active('ann', { role: 'administrator' });
    await house.active('olga', { role: 'owner' });
    const starter: Administrator = { kind: 'absent', user, username: 'ann', role: 'administrator' };
    const id = await interrupted(house, starter, () => meanwhile(house, user));
    expect(await getJob(house)(id)).toMatchObject({
      state: 'failed',
      done: 50,
      error: 'ann, who started it, may not do it any more. What was done before stays.',
    });
    expect(await events(house, 'requirement.set')).toHaveLength(50);
    const [ended] = await events(house, 'job.ended');
    expect(ended?.details).toMatchObject({ users: 50, error: expect.stringContaining('ann') });
  });

  test('so it is with a token that is revoked, or whose user may do less by now', async () => {
    const house = await open();
    const free = await tokenOf(house, 'administrator');
    const revoked = await interrupted(house, free, () =>
      house.transact(({ apiTokens }) => apiTokens.revoke(free.token)),
    );
    expect(await getJob(house)(revoked)).toMatchObject({ state: 'failed', done: 50 });
    await house.active('olga', { role: 'owner' });
    const user = await house.active('ann', { role: 'administrator' });
    const owned = await tokenOf(house, 'administrator', user);
    const { id } = await requireOfUsers(house)(owned, { filter: { required: 'false' }, days: 7 });
    await setRole(house)(admin, user, 'help-desk');
    await work(house);
    expect(await getJob(house)(id)).toMatchObject({ state: 'failed', done: 0 });
  });

  test('a job that is cancelled goes no further; what it has done stays', async () => {
    const house = await open();
    await many(house, 150);
    const { id } = await requireOfUsers(house)(admin, { filter: {}, days: 7 });
    let calls = 0;
    const transact: House['transact'] = async (run) => {
      if (++calls === 4) await cancelJob(house)(admin, id);
      return house.transact(run);
    };
    await workOnJobs({ ...house, transact }).run(running);
    await work(house);
    expect(await getJob(house)(id)).toMatchObject({ state: 'cancelled', done: 50, total: 150 });
    expect(await countUsers(house)({ required: true })).toEqual({ count: 50 });
    await expect(cancelJob(house)(admin, id)).rejects.toMatchObject({ code: 'conflict' });
    const helper = await tokenOf(house, 'help-desk');
    const other = await requireOfUsers(house)(admin, { filter: {}, days: 7 });
    await expect(cancelJob(house)(helper, other.id)).rejects.toMatchObject({ code: 'permission-denied' });
  });
});

test('a server that stops hands its job over at once', async () => {
  const house = await openHouse();
  await many(house, 60);
  const { id } = await requireOfUsers(house)(admin, { filter: {}, days: 7 });
  await workOnJobs(house).run(AbortSignal.abort());
  expect(await getJob(house)(id)).toMatchObject({ state: 'waiting', done: 0 });
  await work(house);
  expect(await getJob(house)(id)).toMatchObject({ state: 'done', done: 60 });
});

test('a reminder is mailed to whom it helps: by their deadline, or at once', async () => {
  const house = await openHouse();
  const [free, enrolled, due] = [
    await house.active('free'),
    await house.active('enrolled'),
    await house.active('due'),
  ];
  await house.enroll(enrolled);
  await putRequirement(house)(admin, { kind: 'user', user: due }, { strength: 'soft', days: 5 });
  const { id } = await remindUsers(house)(admin, { filter: {} });
  await work(house);
  expect(await getJob(house)(id)).toMatchObject({ state: 'done', done: 3, failures: 1 });
  const { mails } = await house.read.outbox.list({}, page);
  expect(new Map(mails.map(({ user, kind }) => [user, kind]))).toEqual(
    new Map([
      [free, 'set-up-reminder'],
      [due, 'period-reminder'],
    ]),
  );
});

test('exempting many mails whoever answers for them once', async () => {
  const house = await openHouse();
  const owner = await house.active('head', { role: 'owner' });
  const users = await many(house, 120);
  const until = new Date(monday + 30 * day).toISOString();
  const exempt = async (userIds: UserId[]) => {
    const { id } = await exemptUsers(house)(admin, { userIds, ownerId: owner, reason: 'Robots.', until });
    await work(house);
    return getJob(house)(id);
  };
  // Nobody is exempted on their own word, so the owner is not served.
  expect(await exempt([owner, ...users])).toMatchObject({ state: 'done', done: 121, failures: 1 });
  expect(await exempt([owner])).toMatchObject({ failures: 1 });
  const { mails } = await house.read.outbox.list({}, page);
  expect(mails.map(({ user, subject }) => [user, subject])).toEqual([
    [owner, 'You answer for the exemptions of several accounts'],
  ]);
});

test('a group that is not there is refused at once, by name, and no job begins', async () => {
  const house = await openHouse();
  await expect(requireOfUsers(house)(admin, { filter: { group: 'Nowhere' }, days: 7 })).rejects.toMatchObject(
    { code: 'invalid-request', errors: [{ field: 'filter.group' }] },
  );
  expect((await house.read.jobs.list({}, page)).items).toEqual([]);
});

test('requiring it of many replaces nothing stricter that is required of one of them by name', async () => {
  const house = await openHouse();
  const [strict, lax] = await many(house, 2);
  if (strict === undefined || lax === undefined) throw new Error('nobody');
  await putRequirement(house)(admin, { kind: 'user', user: strict }, { strength: 'forced' });
  await putRequirement(house)(admin, { kind: 'user', user: lax }, { strength: 'optional' });
  const { id } = await requireOfUsers(house)(admin, { filter: {}, days: 7 });
  await work(house);
  expect(await getJob(house)(id)).toMatchObject({ state: 'done', done: 2, failures: 1 });
  expect((await listJobFailures(house)(id, page)).items).toMatchObject([
    { userId: strict, code: 'conflict' },
  ]);
  expect(await getRequirement(house)({ kind: 'user', user: strict })).toMatchObject({ strength: 'forced' });
  expect(await getRequirement(house)({ kind: 'user', user: lax })).toMatchObject({ strength: 'soft' });
});
