import { expect, test } from 'vitest';
import { admin, day, type House, monday, openHouse } from '../../../../../test/support/administration.ts';
import type { SessionId, UserId } from '../../../kernel/ids.ts';
import type { Role } from '../../../policy/model.ts';
import { putRequirement } from '../requirements.ts';
import { createAccessCode } from './access-code.ts';
import { editUser } from './edit.ts';

const everyone = { kind: 'everyone' } as const;
const input = { minutes: 60, identityVerifiedBy: 'in person', note: '' };

const forced = (house: House) => putRequirement(house)(admin, everyone, { strength: 'forced' });

const session = (user: UserId, role: Role) => ({
  kind: 'session' as const,
  session: 'session' as SessionId,
  user,
  username: 'somebody',
  role,
  address: '127.0.0.1',
  steppedUpUntil: monday + day,
});

test('nobody makes a code for themselves, or for somebody who may do more', async () => {
  const house = await openHouse();
  const helper = await house.active('helper', { role: 'help-desk' });
  const owner = await house.active('owner', { role: 'owner' });
  await house.enroll(helper);
  await house.enroll(owner);
  const make = createAccessCode(house);
  await expect(make(session(helper, 'help-desk'), helper, input)).rejects.toMatchObject({
    code: 'would-lock-out',
  });
  await expect(make(session(helper, 'help-desk'), owner, input)).rejects.toMatchObject({
    code: 'permission-denied',
  });
  expect((await make(session(owner, 'owner'), helper, input)).code).toMatch(/^(\w{4}-){3}\w{4}$/);
});

test('where two people have to reset an administrator, no code gets round that', async () => {
  const house = await openHouse();
  const owner = await house.active('owner', { role: 'owner' });
  await house.enroll(owner);
  await house.transact(async ({ settings, policies }) => {
    const before = await settings.read();
    await policies.raiseRevision();
    await settings.write({ ...before, approvals: { ...before.approvals, acts: ['reset-administrators'] } });
  });
  await expect(createAccessCode(house)(admin, owner, input)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('takes two people'),
  });
});

test('a code for somebody who missed the deadline, or under the strict profile, is refused with what helps', async () => {
  const house = await openHouse();
  const ann = await house.active('ann');
  await putRequirement(house)(admin, everyone, { strength: 'soft', days: 7 });
  house.at(monday + 9 * day);
  await expect(createAccessCode(house)(admin, ann, input)).rejects.toMatchObject({
    message: expect.stringContaining('new enrollment period'),
  });
  await house.transact(async ({ settings, policies }) => {
    const before = await settings.read();
    await policies.raiseRevision();
    await settings.write({ ...before, strictProfile: { ...before.strictProfile, on: true } });
  });
  await expect(createAccessCode(house)(admin, ann, input)).rejects.toMatchObject({
    message: expect.stringContaining('strict profile'),
  });
});

test('a code is recorded with how the identity was verified, and is itself recorded nowhere', async () => {
  const house = await openHouse();
  const ann = await house.active('ann');
  await forced(house);
  await house.enroll(ann);
  const { code } = await createAccessCode(house)(admin, ann, input);
  const events = await house.read.audit.from(1, 100);
  expect(events.at(-1)).toMatchObject({
    kind: 'temporary-access-code.made',
    details: { identityVerifiedBy: 'in person' },
  });
  expect(JSON.stringify(events)).not.toContain(code.replaceAll('-', ''));
  expect(JSON.stringify(events)).not.toContain(code);
});

test('leave leaves a deadline that is far enough away, and one that has passed, as it is', async () => {
  const house = await openHouse();
  const [ann, ben] = [await house.active('ann'), await house.active('ben')];
  await putRequirement(house)(admin, everyone, { strength: 'soft', days: 60 });
  const before = await house.read.periods.ofUser(ann);
  await editUser(house)(admin, ann, { onLeaveUntil: '2026-12-01' });
  expect(await house.read.periods.ofUser(ann)).toMatchObject(before.map(({ deadline }) => ({ deadline })));
  house.at(monday + 70 * day);
  const passed = await house.read.periods.ofUser(ben);
  await editUser(house)(admin, ben, { onLeaveUntil: '2027-03-01' });
  expect(await house.read.periods.ofUser(ben)).toEqual(passed);
});
