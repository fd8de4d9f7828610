import fc from 'fast-check';
import { expect, test } from 'vitest';
import { admin, day, monday, openHouse } from '../../../../../test/support/administration.ts';
import { asId, type SessionId, type UserId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../ports/refusal.ts';
import { cliCaller, type SessionCaller } from '../../caller.ts';
import { decideFor, readStandpoint } from '../../standpoint.ts';
import { createGroup, deleteGroup } from '../groups/change.ts';
import { changeMembers } from '../groups/members.ts';
import { getUser } from '../users/list.ts';
import { createPolicy, deletePolicy, editPolicy } from './edit.ts';
import { getPolicy, listPolicies } from './list.ts';
import { setPolicyState } from './state.ts';
import { listVersions, restorePolicy } from './versions.ts';

type House = Awaited<ReturnType<typeof openHouse>>;
type Input = Parameters<ReturnType<typeof createPolicy>>[1];

type Requirement = Extract<Input['action'], { kind: 'require' }>['requirement'];

const forced: Requirement = { strength: 'forced', owed: [], rememberDevices: true };
const soft = (days: number): Input['action'] => ({
  kind: 'require',
  requirement: { strength: 'soft', days, owed: [], rememberDevices: true },
});
const deny = { kind: 'deny' } as const;
const input = (given: Partial<Input> = {}): Input => ({
  name: 'Outside the office',
  description: '',
  state: 'on',
  who: { kind: 'everyone' },
  excludedGroups: [],
  conditions: {},
  action: { kind: 'require', requirement: forced },
  ...given,
});

const asSession = (user: UserId, address: string): SessionCaller & { role: 'administrator' } => ({
  kind: 'session',
  session: asId<SessionId>('session'),
  user,
  username: 'author',
  role: 'administrator',
  address,
  steppedUpUntil: null,
});

const refused = async (attempt: Promise<unknown>) => {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof Refusal)
      return { code: error.code, field: error.errors[0]?.field, detail: error.message };
    throw error;
  }
  return 'done';
};

const outcome = async (house: House, user: UserId, address: string) => {
  const found = await readStandpoint(house.read, house.rules, user, house.clock.now());
  if (found === undefined) throw new Error('no such user');
  const entry = { resource: { kind: 'portal' } as const, address, proofs: [], skipped: false };
  return decideFor(found, entry).outcome;
};

test('a policy outside the office asks there and nowhere else, as soon as it is saved', async () => {
  const house = await openHouse();
  const ann = await house.active('ann');
  const conditions = { outsideNetworks: ['203.0.113.0/24', '2001:db8::/32'] };
  await createPolicy(house)(admin, input({ conditions }));
  expect(await outcome(house, ann, '203.0.113.9')).toBe('allow');
  expect(await outcome(house, ann, '2001:db8::9')).toBe('allow');
  expect(await outcome(house, ann, '198.51.100.1')).toBe('enroll');
});

test('one that is off or reports only changes nothing; one that is on does', async () => {
  const house = await openHouse();
  const ann = await house.active('ann');
  const { id, state } = await createPolicy(house)(admin, input({ state: undefined, action: deny }));
  expect(state).toBe('off');
  expect(await outcome(house, ann, '192.0.2.1')).toBe('allow');
  await setPolicyState(house)(admin, id, { state: 'report-only' });
  expect(await outcome(house, ann, '192.0.2.1')).toBe('allow');
  await setPolicyState(house)(admin, id, { state: 'on' });
  expect(await outcome(house, ann, '192.0.2.1')).toBe('deny');
});

test('hours of the day are those of their time zone', async () => {
  const house = await openHouse();
  const ann = await house.active('ann');
  const times = [{ weekdays: [1, 2, 3, 4, 5], from: '20:00', to: '06:00', timeZone: 'Europe/Berlin' }];
  await createPolicy(house)(admin, input({ action: deny, conditions: { times } }));
  expect(await outcome(house, ann, '192.0.2.1')).toBe('allow');
  house.at(Date.parse('2026-11-23T19:00:00Z'));
  expect(await outcome(house, ann, '192.0.2.1')).toBe('deny');
  house.at(Date.parse('2026-11-24T05:00:00Z'));
  expect(await outcome(house, ann, '192.0.2.1')).toBe('allow');
});

test('names are one in whatever spelling, also after a deletion was taken back', async () => {
  const house = await openHouse();
  const first = await createPolicy(house)(admin, input({ name: 'VPN at night', state: 'off' }));
  const again = () => createPolicy(house)(admin, input({ name: ' vpn AT Night', state: 'off' }));
  expect(await refused(again())).toMatchObject({ code: 'conflict', field: 'name' });
  await deletePolicy(house)(admin, first.id);
  await again();
  const restored = refused(restorePolicy(house)(admin, first.id, { version: 1 }));
  expect(await restored).toMatchObject({ code: 'conflict', field: 'name' });
});

test('bad input names the entry that is wrong, and changes nothing', async () => {
  const house = await openHouse();
  const create = (given: Partial<Input>) => refused(createPolicy(house)(admin, input(given)));
  expect(await create({ conditions: { networks: ['10.0.0.0/8', '10.0.0/8'] } })).toMatchObject({
    code: 'invalid-request',
    field: 'conditions.networks.1',
  });
  const window = { weekdays: [1], from: '08:00', to: '18:00', timeZone: 'Mars/Base' };
  expect(await create({ conditions: { times: [window] } })).toMatchObject({
    field: 'conditions.times.0.timeZone',
  });
  expect(await create({ who: { kind: 'groups', groups: ['nobody'] } })).toMatchObject({
    field: 'who.groups.0',
  });
  expect(await create({ excludedGroups: ['nobody'] })).toMatchObject({ field: 'excludedGroups.0' });
  const requirement = { ...forced, days: 3 };
  expect(await create({ action: { kind: 'require', requirement } })).toMatchObject({
    field: 'action.requirement.days',
  });
  expect((await listPolicies(house)({})).items).toHaveLength(1);
});

test('whoever edits an older version than the latest is told who changed it, and nothing is lost', async () => {
  const house = await openHouse();
  const ann = await house.active('ann', { role: 'administrator' });
  const { id, version } = await createPolicy(house)(admin, input({ state: 'off' }));
  const caller = asSession(ann, '192.0.2.1');
  await editPolicy(house)(caller, id, { ...input({ description: 'Ann’s' }), state: 'off', version });
  const late = refused(editPolicy(house)(admin, id, { ...input({ description: 'late' }), version }));
  expect(await late).toMatchObject({
    code: 'conflict',
    field: 'version',
    detail: expect.stringContaining('author'),
  });
  expect(await getPolicy(house)(id)).toMatchObject({ description: 'Ann’s', version: 2 });
});

test('every version is kept with who made it, and a deleted policy comes back with one click', async () => {
  const house = await openHouse();
  const ann = await house.active('ann');
  const { id } = await createPolicy(house)(admin, input());
  await setPolicyState(house)(admin, id, { state: 'off' });
  await deletePolicy(house)(admin, id);
  expect(await refused(getPolicy(house)(id))).toMatchObject({ code: 'not-found' });
  const { items } = await listVersions(house)(id, { limit: 50 });
  expect(items.map(({ version, state, removed }) => [version, state, removed])).toEqual([
    [3, 'off', true],
    [2, 'off', false],
    [1, 'on', false],
  ]);
  expect(await listVersions(house)(id, { limit: 1 })).toMatchObject({ nextCursor: '3' });
  expect(await refused(restorePolicy(house)(admin, id, { version: 3 }))).toMatchObject({ field: 'version' });
  await restorePolicy(house)(admin, id, { version: 1 });
  expect(await outcome(house, ann, '192.0.2.1')).toBe('enroll');
});

test('a policy can be for several groups and leave others out; both follow it at once', async () => {
  const house = await openHouse();
  const group = (name: string) => createGroup(house)(admin, { name, description: '' });
  const [sales, care, field] = [await group('Sales'), await group('Care'), await group('Field')];
  const ann = await house.active('ann', { groups: [asId(sales.id)] });
  const ben = await house.active('ben', { groups: [asId(care.id), asId(field.id)] });
  const statusOf = async (user: UserId) => (await getUser(house)(user)).twoFactor.status;
  const groups = { kind: 'groups' as const, groups: [sales.id, care.id] };
  const both = input({ who: groups, action: soft(5) });
  const { id } = await createPolicy(house)(admin, both);
  expect([await statusOf(ann), await statusOf(ben)]).toEqual([
    'in-enrollment-period',
    'in-enrollment-period',
  ]);
  await editPolicy(house)(admin, id, { ...both, excludedGroups: [field.id], version: 1 });
  expect([await statusOf(ann), await statusOf(ben)]).toEqual(['in-enrollment-period', 'not-enrolled']);
  await editPolicy(house)(admin, id, { ...both, who: { kind: 'groups', groups: [care.id] }, version: 2 });
  expect([await statusOf(ann), await statusOf(ben)]).toEqual(['not-enrolled', 'in-enrollment-period']);
  expect(await refused(deleteGroup(house)(admin, care.id))).toMatchObject({
    code: 'conflict',
    detail: expect.stringContaining('Outside the office'),
  });
});

test('deadlines that passed while it was deleted or edited are forgiven when it is there again', async () => {
  const house = await openHouse();
  const ann = await house.active('ann');
  const grace = input({ action: soft(2) });
  const { id } = await createPolicy(house)(admin, grace);
  await setPolicyState(house)(admin, id, { state: 'off' });
  house.at(monday + 5 * day);
  await editPolicy(house)(admin, id, { ...grace, state: 'off', description: 'meanwhile', version: 2 });
  await deletePolicy(house)(admin, id);
  house.at(monday + 6 * day);
  await restorePolicy(house)(admin, id, { version: 1 });
  expect((await getUser(house)(ann)).twoFactor.status).toBe('in-enrollment-period');
});

test('a denial never shuts out its author, from where they are', async () => {
  const house = await openHouse();
  const author = await house.active('ann', { role: 'administrator' });
  await house.active('own', { role: 'owner' });
  const caller = asSession(author, '198.51.100.7');
  const outside = (network: string) => input({ action: deny, conditions: { outsideNetworks: [network] } });
  const lockOut = { code: 'would-lock-out', detail: expect.stringContaining('you') };
  expect(await refused(createPolicy(house)(caller, input({ action: deny })))).toMatchObject(lockOut);
  expect(await refused(createPolicy(house)(caller, outside('203.0.113.0/24')))).toMatchObject(lockOut);
  const inside = input({ action: deny, conditions: { networks: ['203.0.113.0/24'] } });
  expect(await refused(createPolicy(house)(caller, inside))).toBe('done');
});

test('a denial never shuts out the last owner, whoever makes it, nor does moving them into its group', async () => {
  const house = await openHouse();
  const shut = await createGroup(house)(admin, { name: 'Shut', description: '' });
  const owner = await house.active('own', { role: 'owner' });
  const lockOut = { code: 'would-lock-out', detail: expect.stringContaining('every owner') };
  expect(await refused(createPolicy(house)(cliCaller, input({ action: deny })))).toMatchObject(lockOut);
  const days = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00', timeZone: 'UTC' };
  const always = input({ action: deny, conditions: { times: [days] } });
  expect(await refused(createPolicy(house)(cliCaller, always))).toMatchObject(lockOut);
  const nights = input({ action: deny, conditions: { times: [{ ...days, from: '22:00', to: '05:00' }] } });
  expect(await refused(createPolicy(house)(cliCaller, nights))).toBe('done');
  const group = { kind: 'groups' as const, groups: [shut.id] };
  await createPolicy(house)(cliCaller, input({ name: 'Shut out', action: deny, who: group }));
  const move = changeMembers(house)(cliCaller, shut.id, { add: [owner], remove: [] });
  expect(await refused(move)).toMatchObject(lockOut);
});

test('a group may be held to methods of its own', async () => {
  const house = await openHouse();
  const group = await createGroup(house)(admin, { name: 'Desk', description: '' });
  const ann = await house.active('ann', { groups: [asId(group.id)] });
  const ben = await house.active('ben');
  for (const user of [ann, ben]) await house.enroll(user, 'totp');
  const who = { kind: 'groups' as const, groups: [group.id] };
  const requirement: Requirement = { ...forced, allowed: ['webauthn'] };
  await createPolicy(house)(admin, input({ who, action: { kind: 'require', requirement } }));
  const statusOf = async (user: UserId) => (await getUser(house)(user)).twoFactor.status;
  expect([await statusOf(ann), await statusOf(ben)]).toEqual(['not-enrolled', 'enrolled']);
});

test('two policies that leave somebody no method between them are refused, and those that meet nobody are not', async () => {
  const house = await openHouse();
  const group = await createGroup(house)(admin, { name: 'Both', description: '' });
  const only = (name: string, method: 'totp' | 'webauthn', groups?: string[]) =>
    input({
      name,
      ...(groups && { who: { kind: 'groups' as const, groups } }),
      action: { kind: 'require', requirement: { ...forced, allowed: [method] } },
    });
  await createPolicy(house)(admin, only('Codes', 'totp'));
  const keys = () => refused(createPolicy(house)(admin, only('Keys', 'webauthn', [group.id])));
  const ann = await house.active('ann', { groups: [asId(group.id)] });
  expect(await keys()).toMatchObject({ code: 'would-lock-out', detail: expect.stringContaining('ann') });
  await changeMembers(house)(admin, group.id, { add: [], remove: [ann] });
  expect(await keys()).toBe('done');
});

const arbitraryInput: fc.Arbitrary<Input> = fc
  .record({
    state: fc.constantFrom('off', 'report-only', 'on'),
    conditions: fc.record(
      {
        networks: fc.constant<string[]>(['192.0.2.0/24']),
        outsideNetworks: fc.constant<string[]>(['198.51.100.0/24']),
        resourceKinds: fc.subarray<'portal' | 'server'>(['portal', 'server'], { minLength: 1 }),
      },
      { requiredKeys: [] },
    ),
    strength: fc.constantFrom('none', 'optional', 'forced', 'deny'),
    owed: fc.subarray<'totp'>(['totp']),
  })
  .map(({ strength, owed, state, conditions }) =>
    input({
      state,
      conditions,
      action: strength === 'deny' ? deny : { kind: 'require', requirement: { ...forced, strength, owed } },
    }),
  );

test('to restore a version is to decide as it did', async () => {
  const house = await openHouse();
  const ann = await house.active('ann');
  const decisions = async () => {
    const standpoint = await readStandpoint(house.read, house.rules, ann, house.clock.now());
    if (standpoint === undefined) throw new Error('no such user');
    return (['portal', 'server'] as const).flatMap((kind) =>
      ['192.0.2.1', '198.51.100.1', '203.0.113.1'].map((address) =>
        decideFor(standpoint, { resource: { kind }, address, proofs: [], skipped: false }),
      ),
    );
  };
  let names = 0;
  const given = fc.tuple(fc.array(arbitraryInput, { minLength: 1, maxLength: 5 }), fc.nat(), fc.boolean());
  await fc.assert(
    fc.asyncProperty(given, async ([[first, ...edits], pick, isDeleted]) => {
      const name = `Policy ${names++}`;
      const { id } = await createPolicy(house)(admin, { ...input(), ...first, name });
      const seen = [await decisions()];
      for (const edit of edits) {
        await editPolicy(house)(admin, id, { ...edit, name, version: seen.length });
        seen.push(await decisions());
      }
      if (isDeleted) await deletePolicy(house)(admin, id);
      const wanted = pick % seen.length;
      await restorePolicy(house)(admin, id, { version: wanted + 1 });
      expect(await decisions()).toEqual(seen[wanted]);
      await deletePolicy(house)(admin, id);
    }),
    { numRuns: 30 },
  );
});
