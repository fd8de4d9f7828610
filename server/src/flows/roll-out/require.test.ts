import type { PreviewChange } from '@sallyport/contract/preview.ts';
import { expect, test } from 'vitest';
import { admin, day, type House, monday, openHouse } from '../../../../test/support/administration.ts';
import type { PolicySubject } from '../../ports/policies.ts';
import { Refusal } from '../../ports/refusal.ts';
import { createGroup } from '../administer/groups/change.ts';
import { changeMembers } from '../administer/groups/members.ts';
import { listPolicies } from '../administer/policies/list.ts';
import { deleteRequirement, getRequirement, putRequirement } from '../administer/requirements.ts';
import { setEnforcement } from '../administer/rescue.ts';
import { editSettings } from '../administer/settings/edit.ts';
import { getUser } from '../administer/users/list.ts';
import { previewChange } from './preview/preview.ts';

const everyone: PolicySubject = { kind: 'everyone' };
const inAWeek = '2026-11-30T23:59:59.999Z';

const twoFactorOf = async (house: House, id: string) => (await getUser(house)(id)).twoFactor;

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? error.code : error),
  );

test('nobody changes what is required of somebody who may do more than they', async () => {
  const house = await openHouse();
  const owner: PolicySubject = { kind: 'user', user: await house.active('own', { role: 'owner' }) };
  const somebody: PolicySubject = { kind: 'user', user: await house.active('ann') };
  const lesser = {
    kind: 'token',
    token: house.newId<'token'>(),
    name: 'sync',
    role: 'administrator',
    user: null,
  } as const;
  await putRequirement(house)(admin, owner, { strength: 'forced' });
  expect(await codeOf(putRequirement(house)(lesser, owner, { strength: 'optional' }))).toBe(
    'permission-denied',
  );
  expect(await codeOf(deleteRequirement(house)(lesser, owner))).toBe('permission-denied');
  expect(await getRequirement(house)(owner)).toMatchObject({ strength: 'forced' });
  expect(await codeOf(putRequirement(house)(lesser, somebody, { strength: 'forced' }))).toBe('done');
  expect(await codeOf(deleteRequirement(house)(lesser, somebody))).toBe('done');
});

test('switching on starts the periods of all who are active, for 7 days if not said, and of nobody else', async () => {
  const house = await openHouse();
  const ann = await house.active('ann');
  const owner = await house.active('own', { role: 'owner' });
  const requirement = await putRequirement(house)(admin, everyone, { strength: 'soft' });
  expect(requirement).toMatchObject({ strength: 'soft', days: 7 });
  expect(await twoFactorOf(house, ann)).toMatchObject({
    status: 'in-enrollment-period',
    required: true,
    period: { startedAt: new Date(monday).toISOString(), deadline: inAWeek },
    requiredBy: [{ kind: 'everyone', name: 'Everyone' }],
  });
  expect(await twoFactorOf(house, owner)).toMatchObject({
    status: 'not-enrolled',
    requiredBy: [{ kind: 'administrators' }],
  });
});

test('days belong to the strength soft, and a method owed must be enabled', async () => {
  const house = await openHouse();
  expect(await codeOf(putRequirement(house)(admin, everyone, { strength: 'forced', days: 7 }))).toBe(
    'invalid-request',
  );
  await editSettings(house)(admin, { methods: { enabled: ['totp'] } });
  const owed = putRequirement(house)(admin, everyone, { strength: 'soft', owed: ['webauthn'] });
  expect(await codeOf(owed)).toBe('invalid-request');
  expect(await getRequirement(house)(everyone)).toEqual({ strength: 'none' });
});

test('off deletes nothing: back on, the deadline is the one it was', async () => {
  const house = await openHouse();
  const ann = await house.active('ann');
  await putRequirement(house)(admin, everyone, { strength: 'soft' });
  house.at(monday + 2 * day);
  await deleteRequirement(house)(admin, everyone);
  expect(await twoFactorOf(house, ann)).toMatchObject({ status: 'not-enrolled', required: false });
  expect((await getRequirement(house)(everyone)).strength).toBe('none');
  await putRequirement(house)(admin, everyone, { strength: 'soft', days: 30 });
  expect((await twoFactorOf(house, ann)).period?.deadline).toBe(inAWeek);
});

test('deadlines that passed while it was off are listed, and forgiven unless the administrator says otherwise', async () => {
  const house = await openHouse();
  const before = await house.active('before');
  await putRequirement(house)(admin, { kind: 'user', user: before }, { strength: 'soft', days: 1 });
  house.at(monday + 3 * day);
  const ann = await house.active('ann');
  await putRequirement(house)(admin, everyone, { strength: 'soft' });
  await deleteRequirement(house)(admin, everyone);
  house.at(monday + 30 * day);
  const change = { subject: everyone, requirement: { strength: 'soft' } } as const;
  expect((await previewChange(house)(admin, change)).lapsed).toMatchObject({ count: 2 });
  const locked = { ...change, requirement: { strength: 'soft', lapsedPeriods: 'locked' } } as const;
  expect(await previewChange(house)(admin, locked)).toMatchObject({
    concerned: 2,
    lockedOut: 2,
    mustEnroll: 0,
  });
  await putRequirement(house)(admin, everyone, { strength: 'soft' });
  expect((await twoFactorOf(house, ann)).status).toBe('in-enrollment-period');
  // This one had expired by a policy that was on all the time.
  expect((await twoFactorOf(house, before)).status).toBe('expired');
});

test('a deadline that had passed before it was switched off stays passed', async () => {
  const house = await openHouse();
  const ann = await house.active('ann');
  await putRequirement(house)(admin, everyone, { strength: 'soft' });
  house.at(monday + 10 * day);
  await deleteRequirement(house)(admin, everyone);
  house.at(monday + 11 * day);
  await putRequirement(house)(admin, everyone, { strength: 'soft' });
  expect((await twoFactorOf(house, ann)).status).toBe('expired');
});

test('whoever joins a group meets its policy at once; who leaves and comes back finds the old deadline', async () => {
  const house = await openHouse();
  const ann = await house.active('ann');
  const group = await createGroup(house)(admin, {
    name: 'Staff',
    description: '',
    requirement: { strength: 'soft' },
  });
  const move = (add: string[], remove: string[]) => changeMembers(house)(admin, group.id, { add, remove });
  await move([ann], []);
  expect((await twoFactorOf(house, ann)).requiredBy).toMatchObject([{ kind: 'group', name: 'Staff' }]);
  house.at(monday + 3 * day);
  await move([], [ann]);
  expect(await twoFactorOf(house, ann)).toMatchObject({ status: 'not-enrolled', required: false });
  house.at(monday + 4 * day);
  await move([ann], []);
  expect((await twoFactorOf(house, ann)).period?.deadline).toBe(inAWeek);
});

test('the rescue command lifts every requirement but the administrators’ own, and puts it back as it was', async () => {
  const house = await openHouse();
  const ann = await house.active('ann');
  const owner = await house.active('own', { role: 'owner' });
  await putRequirement(house)(admin, everyone, { strength: 'forced' });
  expect(await setEnforcement(house)(admin, false)).toBe(true);
  expect((await twoFactorOf(house, ann)).required).toBe(false);
  expect((await twoFactorOf(house, owner)).required).toBe(true);
  expect(await setEnforcement(house)(admin, false)).toBe(false);
  await setEnforcement(house)(admin, true);
  expect((await twoFactorOf(house, ann)).required).toBe(true);
});

test('a method is not switched off while it is all that somebody has, nor TOTP at all', async () => {
  const house = await openHouse();
  const owner = await house.active('own', { role: 'owner' });
  await house.enroll(owner, 'webauthn');
  expect(await codeOf(editSettings(house)(admin, { methods: { enabled: ['totp'] } }))).toBe('would-lock-out');
  expect(await codeOf(editSettings(house)(admin, { methods: { enabled: ['webauthn'] } }))).toBe(
    'invalid-request',
  );
  await house.enroll(owner, 'totp');
  expect(await codeOf(editSettings(house)(admin, { methods: { enabled: ['totp'] } }))).toBe('done');
});

test('the password of the mail relay is stored sealed, never shown, and kept while the relay stays the same', async () => {
  const house = await openHouse();
  const smtp = { host: 'mail.example.org', port: 587, security: 'starttls', username: 'sp' } as const;
  const shown = await editSettings(house)(admin, { mail: { smtp: { ...smtp, password: 'geheim' } } });
  expect(shown.mail.smtp?.password).toBe('');
  await editSettings(house)(admin, { mail: { smtp: { ...smtp, port: 2525, password: '' } } });
  const stored = (await house.read.settings.read()).mail.smtp;
  expect(stored?.password).not.toContain('geheim');
  expect(house.sealer.open(stored?.password ?? '', 'settings:smtp-password')).toBe('geheim');
  for (const change of [{ host: 'evil.example.org' }, { security: 'none' } as const]) {
    await editSettings(house)(admin, { mail: { smtp: { ...smtp, password: 'geheim' } } });
    await editSettings(house)(admin, { mail: { smtp: { ...smtp, ...change } } });
    expect((await house.read.settings.read()).mail.smtp?.password).toBeUndefined();
  }
});

test('a preview asks at the entries that the change is for, and counts the worst of them', async () => {
  const house = await openHouse();
  const [ann, ben] = [await house.active('ann'), await house.active('ben')];
  const preview = (requirement: Extract<PreviewChange, { subject: unknown }>['requirement']) =>
    previewChange(house)(admin, { subject: everyone, requirement });
  const onServers = { strength: 'forced', entries: ['server'] } as const;
  expect(await preview({ ...onServers, entries: ['server'] })).toMatchObject({ concerned: 2, mustEnroll: 2 });
  await house.enroll(ben);
  expect(await preview({ ...onServers, entries: ['server', 'portal'] })).toMatchObject({
    concerned: 2,
    mustEnroll: 1,
    asked: 1,
    lockedOut: 0,
  });
  const ownPolicy = { strength: 'soft', days: 1, entries: ['server'] } as const;
  await putRequirement(house)(admin, { kind: 'user', user: ann }, { ...ownPolicy, entries: ['server'] });
  house.at(monday + 5 * day);
  expect(await preview({ strength: 'optional' })).toMatchObject({ concerned: 2, lockedOut: 1, asked: 1 });
});

test('a method that somebody owes by name is not switched off, wherever they owe it', async () => {
  const house = await openHouse();
  const ann = { kind: 'user', user: await house.active('ann') } as const;
  const onServers = { strength: 'forced' as const, entries: ['server' as const] };
  const switchOff = () => codeOf(editSettings(house)(admin, { methods: { enabled: ['totp'] } }));
  await putRequirement(house)(admin, ann, { ...onServers, owed: ['webauthn'] });
  expect(await switchOff()).toBe('would-lock-out');
  expect((await house.read.settings.read()).methods.enabled).toContain('webauthn');
  await putRequirement(house)(admin, ann, { ...onServers, owed: ['totp'] });
  expect(await switchOff()).toBe('done');
});

test('policies are listed with the built-in one of the administrators first', async () => {
  const house = await openHouse();
  await putRequirement(house)(admin, everyone, { strength: 'optional' });
  const { items } = await listPolicies(house)({});
  expect(items.map(({ kind, state, requirement }) => [kind, state, requirement.strength])).toEqual([
    ['administrators', 'on', 'forced'],
    ['everyone', 'on', 'optional'],
  ]);
});
