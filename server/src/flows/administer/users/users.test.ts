import { expect, test } from 'vitest';
import { admin, day, type House, monday, openHouse } from '../../../../../test/support/administration.ts';
import type { SessionId, UserId } from '../../../kernel/ids.ts';
import { newToken, tokenHash } from '../../../kernel/secrets.ts';
import type { Role } from '../../../policy/model.ts';
import type { Link } from '../../../ports/links.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Administrator } from '../../caller.ts';
import { makeLink } from '../../links.ts';
import { createGroup } from '../groups/change.ts';
import { listMails } from '../mails.ts';
import { putRequirement } from '../requirements.ts';
import { createActivationLink, sendActivation } from './activation.ts';
import { createUser } from './create.ts';
import { editUser } from './edit.ts';
import { getUser, listUsers } from './list.ts';
import { deleteUser } from './remove.ts';
import { resetEnrollmentPeriod } from './reset-period.ts';
import { resetTwoFactor } from './reset-two-factor.ts';
import { setRole } from './role.ts';
import { reactivateUser, suspendUser } from './suspend.ts';

const ada = {
  username: 'ada',
  displayName: 'Ada',
  email: 'ada@example.com',
  groups: [],
  sendActivation: false,
};
const verified = { identityVerifiedBy: 'video call', note: '' };
const page = { limit: 50 };

const as = (user: UserId, username: string, role: Role): Administrator => ({
  kind: 'session',
  session: 's' as SessionId,
  user,
  username,
  role,
  address: '127.0.0.1',
  steppedUpUntil: null,
});

const refusal = async (work: Promise<unknown>): Promise<Refusal> => {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof Refusal)) throw new Error('was not refused', { cause: thrown });
  return thrown;
};

const tokenOf = ({ url }: { readonly url: string }): string => tokenHash(url.split('#').at(-1) ?? '');

/** As the user would have asked for it. */
const linkFor = async (house: House, user: string, purpose: Link['purpose']) => {
  const made = makeLink(house, purpose, user as UserId, house.clock.now());
  await house.transact(({ links }) => links.add(made.link));
  return made;
};

/** An API token of the user's; answers whether it still works. */
const apiTokenOf = async (house: House, user: UserId) => {
  const hash = tokenHash(newToken(house.random));
  await house.transact(({ apiTokens }) =>
    apiTokens.add({
      id: house.newId(),
      name: 'sync',
      role: 'auditor',
      tokenHash: hash,
      user,
      createdAt: monday,
      expiresAt: monday + 90 * day,
      lastUsedAt: null,
    }),
  );
  return async () => (await house.read.apiTokens.byToken(hash, house.clock.now())) !== undefined;
};

const softForEveryone = (house: House, days = 7) =>
  putRequirement(house)(admin, { kind: 'everyone' }, { strength: 'soft', days });

test('a new user is staged, in groups given by id or by name in any spelling', async () => {
  const house = await openHouse();
  const staff = await createGroup(house)(admin, { name: 'Staff', description: '' });
  const sales = await createGroup(house)(admin, { name: 'Sales', description: '' });
  const user = await createUser(house)(admin, { ...ada, groups: [staff.id, 'SALES', 'staff'] });
  expect(user).toMatchObject({ state: 'staged', role: null, twoFactor: { required: false } });
  expect(user.groups.map(({ id }) => id).sort()).toEqual([staff.id, sales.id].sort());
});

test('a group that is not there, and a user name in another spelling, are refused by field and change nothing', async () => {
  const house = await openHouse();
  const fault = await refusal(createUser(house)(admin, { ...ada, groups: ['Nowhere'] }));
  expect(fault.errors).toEqual([{ field: 'groups.0', message: 'there is no group “Nowhere”' }]);
  expect((await listUsers(house)(page)).items).toEqual([]);
  await createUser(house)(admin, ada);
  const taken = await refusal(createUser(house)(admin, { ...ada, username: 'ＡDA' }));
  expect([taken.code, taken.errors[0]?.field]).toEqual(['conflict', 'username']);
});

test('a user created with a requirement is in pre-enrollment', async () => {
  const house = await openHouse();
  const user = await createUser(house)(admin, { ...ada, requirement: { strength: 'soft' } });
  expect(user.twoFactor).toMatchObject({ status: 'pre-enrollment', required: true });
});

test('an activation link works until a newer one is made, and its mail waits in the outbox', async () => {
  const house = await openHouse();
  const user = await createUser(house)(admin, { ...ada, sendActivation: true });
  const [stored] = (await house.read.outbox.list({}, page)).mails;
  expect(`${stored?.text} ${stored?.redactedText}`).not.toContain('activate#');
  const { items: mails } = await listMails(house)(admin, page);
  const mailed = /\/activate#([\w-]+)/.exec(mails[0]?.text ?? '')?.[1] ?? '';
  expect(mails.map(({ to, kind }) => [to, kind])).toEqual([['ada@example.com', 'activation']]);
  expect(await house.read.links.find(tokenHash(mailed), monday)).toBeDefined();
  const link = await createActivationLink(house)(admin, user.id);
  expect(link.url).toMatch(/^https:\/\/login\.example\.org\/activate#[\w-]{43}$/);
  expect(link.expiresAt).toBe(new Date(monday + 7 * day).toISOString());
  expect(await house.read.links.find(tokenHash(mailed), monday)).toBeUndefined();
});

test('a new e-mail address is told to the old one, and voids links on their way there', async () => {
  const house = await openHouse();
  const user = await createUser(house)(admin, ada);
  await editUser(house)(admin, user.id, { email: 'lovelace@example.com' });
  const { mails } = await house.read.outbox.list({}, page);
  expect(mails.map(({ to, kind }) => [to, kind])).toEqual([['ada@example.com', 'email-changed']]);
});

test('a session changes an address only with a fresh proof, and the rest without', async () => {
  const house = await openHouse();
  const [adm, user] = [await house.active('adm', { role: 'administrator' }), await house.active('bob')];
  const session = as(adm, 'adm', 'administrator');
  const until = (steppedUpUntil: number) => ({ ...session, steppedUpUntil });
  const move = (caller: Administrator, id = user) =>
    editUser(house)(caller, id, { email: 'mine@example.com' });
  for (const caller of [session, until(monday)])
    for (const id of [user, adm]) expect((await refusal(move(caller, id))).code).toBe('step-up-required');
  const unmoved = { displayName: 'Bob', email: 'bob@example.com', groups: [] };
  expect(await editUser(house)(session, user, unmoved)).toMatchObject({ displayName: 'Bob' });
  expect(await move(until(monday + 1))).toMatchObject({ email: 'mine@example.com' });
});

test('a role voids the links that were made before it', async () => {
  const house = await openHouse();
  const staged = await createUser(house)(admin, ada);
  const active = await house.active('bob');
  const links = [
    await createActivationLink(house)(admin, staged.id),
    await linkFor(house, active, 'password-reset'),
  ];
  const usable = async () =>
    Promise.all(
      links.map(async (link) => (await house.read.links.find(tokenOf(link), monday)) !== undefined),
    );
  expect(await usable()).toEqual([true, true]);
  for (const { id } of [staged, { id: active }]) await setRole(house)(admin, id, 'owner');
  expect(await usable()).toEqual([false, false]);
});

test('a reset and a suspension revoke the API tokens that the user has made', async () => {
  const house = await openHouse();
  const [reset, suspended] = [await house.active('ann'), await house.active('ben')];
  await house.enroll(reset);
  const works = [await apiTokenOf(house, reset), await apiTokenOf(house, suspended)];
  await resetTwoFactor(house)(admin, reset, verified);
  await suspendUser(house)(admin, suspended);
  await reactivateUser(house)(admin, suspended, 'fresh');
  for (const work of works) expect(await work()).toBe(false);
});

test('a user is mailed no more than 5 activation links in an hour', async () => {
  const house = await openHouse();
  const { id } = await createUser(house)(admin, ada);
  for (let sent = 0; sent < 5; sent += 1) await sendActivation(house)(admin, id);
  const last = await refusal(sendActivation(house)(admin, id));
  expect([last.code, last.retryAfter]).toEqual(['too-many-attempts', 3600]);
  expect(last.message).toBe(
    'This user was mailed 5 activation links within an hour. Wait 60 minutes, or hand over a link in person.',
  );
  house.at(monday + 3_600_000);
  await sendActivation(house)(admin, id);
  expect((await house.read.outbox.list({}, page)).mails).toHaveLength(6);
});

test('the last owner and oneself can be neither suspended, deleted nor stripped of the role', async () => {
  const house = await openHouse();
  const owner = await house.active('owner', { role: 'owner' });
  const other = await house.active('other', { role: 'administrator' });
  const acts = [
    suspendUser(house)(admin, owner),
    deleteUser(house)(admin, owner),
    setRole(house)(admin, owner, null),
  ];
  for (const { code } of await Promise.all(acts.map(refusal))) expect(code).toBe('would-lock-out');
  const caller = as(other, 'other', 'administrator');
  expect((await refusal(deleteUser(house)(caller, other))).code).toBe('would-lock-out');
  expect((await refusal(suspendUser(house)(caller, other))).code).toBe('would-lock-out');
});

test('nobody resets, edits or suspends somebody who may do more than they', async () => {
  const house = await openHouse();
  const owner = await house.active('owner', { role: 'owner' });
  await house.enroll(owner);
  const desk = as(await house.active('desk', { role: 'help-desk' }), 'desk', 'help-desk');
  const administrator = as(await house.active('adm', { role: 'administrator' }), 'adm', 'administrator');
  expect((await refusal(resetTwoFactor(house)(desk, owner, verified))).code).toBe('permission-denied');
  expect((await refusal(editUser(house)(administrator, owner, { email: 'x@example.com' }))).code).toBe(
    'permission-denied',
  );
  expect((await refusal(suspendUser(house)(administrator, owner))).code).toBe('permission-denied');
});

test('a reset voids factors and sessions, is mailed and recorded with how the identity was verified, and happens once', async () => {
  const house = await openHouse();
  const user = await house.active('bob');
  await house.enroll(user);
  await house.transact(({ sessions }) =>
    sessions.add({
      id: house.newId(),
      tokenHash: 'h',
      user,
      proofs: [],
      skipped: false,
      address: '',
      userAgent: '',
      createdAt: monday,
      lastSeenAt: monday,
      expiresAt: monday + day,
      steppedUpAt: null,
      endedAt: null,
    }),
  );
  const after = await resetTwoFactor(house)(admin, user, { identityVerifiedBy: 'badge', note: 'lost phone' });
  expect(after.twoFactor).toMatchObject({ status: 'not-enrolled', methods: [] });
  expect(await house.read.sessions.byToken('h', monday, 0)).toBeUndefined();
  const {
    events: [event],
  } = await house.read.audit.search({ kinds: ['two-factor.reset'] }, { ...page, order: 'newest first' });
  expect(event?.details).toMatchObject({ identityVerifiedBy: 'badge', note: 'lost phone' });
  expect((await house.read.outbox.list({}, page)).mails.map(({ kind }) => kind)).toContain(
    'two-factor-reset',
  );
  expect((await refusal(resetTwoFactor(house)(admin, user, verified))).code).toBe('nothing-to-reset');
});

test('an expired period starts again with its old length, or with the days given', async () => {
  const house = await openHouse();
  const user = await house.active('bob');
  expect((await refusal(resetEnrollmentPeriod(house)(admin, user, verified))).code).toBe('nothing-to-reset');
  await softForEveryone(house, 3);
  house.at(monday + 5 * day);
  expect((await getUser(house)(user)).twoFactor.status).toBe('expired');
  const again = await resetEnrollmentPeriod(house)(admin, user, verified);
  expect(again.twoFactor).toMatchObject({
    status: 'in-enrollment-period',
    period: { deadline: '2026-12-01T23:59:59.999Z' },
  });
  const longer = await resetEnrollmentPeriod(house)(admin, user, { ...verified, days: 10 });
  expect(longer.twoFactor.period?.deadline).toBe('2026-12-08T23:59:59.999Z');
});

test('a deadline that passes during a suspension is forgiven or kept, as the administrator chooses', async () => {
  const house = await openHouse();
  await softForEveryone(house, 7);
  const [forgiven, locked] = [await house.active('ann'), await house.active('ben')];
  for (const user of [forgiven, locked]) await suspendUser(house)(admin, user);
  house.at(monday + 20 * day);
  expect((await reactivateUser(house)(admin, forgiven, 'fresh')).twoFactor.status).toBe(
    'in-enrollment-period',
  );
  expect((await reactivateUser(house)(admin, locked, 'locked')).twoFactor.status).toBe('expired');
});

test('somebody who was suspended when a policy was switched on meets it when they are reactivated', async () => {
  const house = await openHouse();
  const user = await house.active('ann');
  await suspendUser(house)(admin, user);
  await softForEveryone(house, 7);
  house.at(monday + 30 * day);
  const after = await reactivateUser(house)(admin, user, 'fresh');
  expect(after.twoFactor).toMatchObject({
    status: 'in-enrollment-period',
    period: { startedAt: new Date(monday + 30 * day).toISOString() },
  });
});
