import fc from 'fast-check';
import { expect, test } from 'vitest';
import { admin, day, type House, monday, openHouse } from '../../../../test/support/administration.ts';
import { workOnJobs } from '../../jobs/work.ts';
import type { GroupId, UserId } from '../../kernel/ids.ts';
import type { EnrollmentStatus } from '../../policy/model.ts';
import type { PolicySubject } from '../../ports/policies.ts';
import { Refusal } from '../../ports/refusal.ts';
import { createGroup } from '../administer/groups/change.ts';
import { changeMembers } from '../administer/groups/members.ts';
import { deleteRequirement, putRequirement } from '../administer/requirements.ts';
import { editSettings } from '../administer/settings/edit.ts';
import { createUser } from '../administer/users/create.ts';
import { listUsers } from '../administer/users/list.ts';
import { resetTwoFactor } from '../administer/users/reset-two-factor.ts';
import { setRole } from '../administer/users/role.ts';
import { reactivateUser, suspendUser } from '../administer/users/suspend.ts';

interface Town {
  readonly house: House;
  readonly users: readonly UserId[];
  readonly groups: readonly GroupId[];
}

type Act = (town: Town) => Promise<unknown>;

const whom = fc.nat(4);
const which = fc.nat(1);
const at = <T>(list: readonly T[], index: number): T => {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
};

interface Wanted {
  readonly strength: 'optional' | 'soft' | 'forced';
  readonly days: number;
  readonly owed: readonly 'webauthn'[];
}

const input: fc.Arbitrary<Wanted> = fc.record({
  strength: fc.constantFrom('optional', 'soft', 'forced'),
  days: fc.integer({ min: 1, max: 20 }),
  owed: fc.constantFrom<readonly 'webauthn'[]>([], ['webauthn']),
});

const asInput = ({ strength, days, owed }: Wanted) => ({
  strength,
  ...(strength === 'soft' && { days }),
  owed: [...owed],
  lapsedPeriods: 'locked' as const,
});

const subject = fc.oneof(
  fc.constant((): PolicySubject => ({ kind: 'everyone' })),
  which.map(
    (g) =>
      ({ groups }: Town): PolicySubject => ({ kind: 'group', group: at(groups, g) }),
  ),
  whom.map(
    (u) =>
      ({ users }: Town): PolicySubject => ({ kind: 'user', user: at(users, u) }),
  ),
);

const everyone: PolicySubject = { kind: 'everyone' };
const soft: Wanted = { strength: 'soft', days: 3, owed: [] };

/** One kind of act, with what varies in it; the likely ones lead through rule 5 again and again. */
const kindOf = <T>(
  weight: number,
  varying: fc.Arbitrary<T>,
  act: (town: Town, chosen: T) => Promise<unknown>,
) => ({
  weight,
  arbitrary: varying.map(
    (chosen): Act =>
      (town) =>
        act(town, chosen),
  ),
});

const acts: fc.Arbitrary<Act> = fc.oneof(
  kindOf(6, fc.constant(soft), ({ house }, wanted) =>
    putRequirement(house)(admin, everyone, asInput(wanted)),
  ),
  kindOf(4, fc.constant(everyone), ({ house }, whose) => deleteRequirement(house)(admin, whose)),
  kindOf(6, fc.integer({ min: 1, max: 10 }), async ({ house }, days) =>
    house.at(house.clock.now() + days * day),
  ),
  kindOf(4, fc.tuple(subject, input), (town, [whose, wanted]) =>
    putRequirement(town.house)(admin, whose(town), asInput(wanted)),
  ),
  kindOf(2, subject, (town, whose) => deleteRequirement(town.house)(admin, whose(town))),
  kindOf(2, fc.tuple(which, whom), ({ house, groups, users }, [g, u]) =>
    changeMembers(house)(admin, at(groups, g), { add: [at(users, u)], remove: [] }),
  ),
  kindOf(2, fc.tuple(which, whom), ({ house, groups, users }, [g, u]) =>
    changeMembers(house)(admin, at(groups, g), { add: [], remove: [at(users, u)] }),
  ),
  kindOf(2, whom, ({ house, users }, u) => suspendUser(house)(admin, at(users, u))),
  kindOf(2, whom, ({ house, users }, u) => reactivateUser(house)(admin, at(users, u), 'locked')),
  kindOf(1, whom, ({ house, users }, u) => house.enroll(at(users, u))),
  kindOf(1, whom, ({ house, users }, u) =>
    resetTwoFactor(house)(admin, at(users, u), { identityVerifiedBy: 'test', note: '' }),
  ),
  kindOf(1, fc.tuple(whom, fc.boolean()), ({ house, users }, [u, up]) =>
    setRole(house)(admin, at(users, u), up ? 'auditor' : null),
  ),
  kindOf(1, fc.boolean(), ({ house }, both) =>
    editSettings(house)(admin, { methods: { enabled: both ? ['totp', 'webauthn'] : ['totp'] } }),
  ),
);

/** What is refused changes nothing, which is what the tests are about. */
const run = async (act: Act, town: Town): Promise<void> => {
  try {
    await act(town);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
};

const settle = async (): Promise<Town> => {
  const house = await openHouse();
  const users = [];
  for (const name of ['ann', 'ben', 'cem', 'dot']) users.push(await house.active(name));
  const staged = { displayName: 'Eve', email: 'eve@example.com', groups: [], sendActivation: false };
  users.push((await createUser(house)(admin, { username: 'eve', ...staged })).id as UserId);
  const groups = [];
  for (const name of ['Staff', 'Sales'])
    groups.push((await createGroup(house)(admin, { name, description: '' })).id as GroupId);
  return { house, users, groups };
};

const story = fc.array(acts, { minLength: 6, maxLength: 20 });
const runs = { numRuns: 20 };

const deadlines = async ({ house, users }: Town): Promise<Map<string, number>> => {
  const stored = await Promise.all(users.map((user) => house.read.periods.ofUser(user)));
  return new Map(stored.flat().map(({ user, policy, deadline }) => [`${user} ${policy}`, deadline]));
};

test('no act of an administrator but a reset, or the choice to forgive, moves a stored deadline (rule 5)', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const town = await settle();
      for (const act of told) {
        const before = await deadlines(town);
        await run(act, town);
        const after = await deadlines(town);
        for (const [period, deadline] of before) expect(after.get(period)).toBe(deadline);
      }
      await town.house.close();
    }),
    runs,
  );
});

const statuses: readonly EnrollmentStatus[] = [
  'enrolled',
  'not-enrolled',
  'in-enrollment-period',
  'expired',
  'pre-enrollment',
];

test('the filters of the users list, the counts and the decision about each user say the same', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const town = await settle();
      for (const act of told) await run(act, town);
      const list = listUsers(town.house);
      const { items: all } = await list({ limit: 50 });
      const counts = await town.house.read.users.countByStatus(town.house.clock.now());
      for (const status of statuses) {
        const expected = all.filter(({ twoFactor }) => twoFactor.status === status);
        expect((await list({ limit: 50, status })).items).toEqual(expected);
        expect(counts[status]).toBe(expected.length);
      }
      for (const required of ['true', 'false'] as const)
        expect((await list({ limit: 50, required })).items).toEqual(
          all.filter(({ twoFactor }) => twoFactor.required === (required === 'true')),
        );
      await town.house.close();
    }),
    runs,
  );
});

test('a large organisation is settled by a job, page by page, as of when it was switched on', async () => {
  const house = await openHouse();
  const users = Array.from({ length: 2100 }, (_, number) => ({
    id: house.newId<'user'>(),
    username: `user-${number}`,
    displayName: `User ${number}`,
    email: `user-${number}@example.com`,
    state: 'active' as const,
    role: null,
    passwordHash: null,
    createdAt: monday,
    activatedAt: monday,
  }));
  await house.transact((source) => source.users.addMany(users));
  const { jobId } = await putRequirement(house)(admin, { kind: 'everyone' }, { strength: 'soft' });
  expect(jobId).toBeDefined();
  house.at(monday + day);
  expect(await workOnJobs(house).run(new AbortController().signal)).toBe(true);
  const done = await house.read.jobs.byId(jobId as never);
  expect(done).toMatchObject({ state: 'done', done: 2100, total: 2100 });
  const { items } = await listUsers(house)({ limit: 1, status: 'in-enrollment-period', q: 'user-2099' });
  expect(items[0]?.twoFactor.period).toEqual({
    startedAt: new Date(monday).toISOString(),
    deadline: '2026-11-30T23:59:59.999Z',
  });
});
