import type { PreviewCategory, PreviewChange, PreviewList } from '@sallyport/contract/preview.ts';
import type { RequirementInput } from '@sallyport/contract/requirements.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { admin, day, type House, openHouse } from '../../../../../test/support/administration.ts';
import type { GroupId, UserId } from '../../../kernel/ids.ts';
import { compile, withOwn } from '../../../policy/compile.ts';
import { courseOf } from '../../../policy/course.ts';
import { resourceKinds } from '../../../policy/model.ts';
import { standing } from '../../../policy/standing.ts';
import { Refusal } from '../../../ports/refusal.ts';
import { createExemption } from '../../administer/exemptions/create.ts';
import { createGroup } from '../../administer/groups/change.ts';
import { changeMembers } from '../../administer/groups/members.ts';
import { createPolicy, deletePolicy, editPolicy } from '../../administer/policies/edit.ts';
import { listPolicies } from '../../administer/policies/list.ts';
import { setPolicyState } from '../../administer/policies/state.ts';
import { deleteRequirement, putRequirement } from '../../administer/requirements.ts';
import { editSettings } from '../../administer/settings/edit.ts';
import { createAccessCode } from '../../administer/users/access-code.ts';
import { createUser } from '../../administer/users/create.ts';
import { editUser } from '../../administer/users/edit.ts';
import { setRole } from '../../administer/users/role.ts';
import { suspendUser } from '../../administer/users/suspend.ts';
import { factsFor, readStandpoint, type Standpoint } from '../../standpoint.ts';
import { requireOfMany } from '../require-many.ts';
import { startDuePeriods } from '../settle.ts';
import { listPreviewPeople, previewChange } from './preview.ts';

interface Town {
  readonly house: House;
  readonly users: readonly UserId[];
  readonly groups: readonly GroupId[];
}

/** What an administrator may do, and how they ask beforehand what it would do. */
interface Deed {
  readonly change: (town: Town) => Promise<PreviewChange | undefined>;
  readonly make: (town: Town) => Promise<unknown>;
}

const some = <T>(list: readonly T[], index: number): T => {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
};

const strength = fc.constantFrom<'none' | 'optional' | 'soft' | 'forced'>(
  'none',
  'optional',
  'soft',
  'forced',
);

const requirement = fc.record({
  strength,
  days: fc.integer({ min: 1, max: 9 }),
  allowed: fc.constantFrom<readonly ('totp' | 'webauthn')[] | undefined>(
    undefined,
    undefined,
    ['totp'],
    ['webauthn'],
  ),
  owed: fc.constantFrom<readonly ('totp' | 'webauthn')[]>([], [], ['webauthn']),
});

const conditions = fc.record(
  {
    networks: fc.constantFrom(['10.0.0.0/8'], ['10.1.0.0/16', '2001:db8::/32']),
    outsideNetworks: fc.constantFrom(['10.0.0.0/8'], ['10.1.0.0/16']),
    resourceKinds: fc.subarray([...resourceKinds], { minLength: 1 }),
    resources: fc.subarray(['db', 'web'], { minLength: 1 }),
    times: fc.constantFrom(
      [{ weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00', timeZone: 'Europe/Berlin' }],
      [{ weekdays: [6, 7], from: '22:00', to: '06:00', timeZone: 'UTC' }],
    ),
    rememberedDevice: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** As the contract's schema would have read it. */
const policyInput = fc
  .record({
    name: fc.constantFrom('North', 'East', 'South'),
    who: fc.option(fc.nat(1), { nil: undefined }),
    excluded: fc.option(fc.nat(1), { nil: undefined }),
    conditions: fc.oneof(fc.constant({}), conditions),
    asked: fc.option(requirement, { nil: undefined, freq: 8 }),
    state: fc.constantFrom('on', 'on', 'on', 'off', 'report-only'),
  })
  .map(({ who, excluded, asked, ...rest }) => ({ groups }: Town) => ({
    ...rest,
    description: '',
    who: who === undefined ? { kind: 'everyone' } : { kind: 'groups', groups: [some(groups, who)] },
    excludedGroups: excluded === undefined ? [] : [some(groups, excluded)],
    action:
      asked === undefined
        ? { kind: 'deny' }
        : {
            kind: 'require',
            requirement: {
              strength: asked.strength,
              ...(asked.strength === 'soft' && { days: asked.days }),
              ...(asked.allowed && { allowed: [...asked.allowed] }),
              owed: [...asked.owed],
              rememberDevices: true,
            },
          },
  })) as unknown as fc.Arbitrary<(town: Town) => Parameters<ReturnType<typeof createPolicy>>[1]>;

const namedPolicies = async ({ house }: Town) =>
  (await listPolicies(house)({})).items.filter(({ kind }) => kind === 'named');

const switchDeed = fc
  .record({
    whose: fc.oneof(
      fc.constant(() => ({ kind: 'everyone' }) as const),
      fc.nat(1).map(
        (g) =>
          ({ groups }: Town) =>
            ({ kind: 'group', groupId: some(groups, g) }) as const,
      ),
      fc.nat(5).map(
        (u) =>
          ({ users }: Town) =>
            ({ kind: 'user', userId: some(users, u) }) as const,
      ),
    ),
    asked: fc.option(requirement, { freq: 4 }),
    entries: fc.option(fc.subarray([...resourceKinds], { minLength: 1 })),
    lapsedPeriods: fc.constantFrom<'fresh' | 'locked'>('fresh', 'locked'),
  })
  .map(({ whose, asked, entries, lapsedPeriods }): Deed => {
    const input =
      asked === null
        ? null
        : ({
            strength: asked.strength === 'none' ? 'optional' : asked.strength,
            ...(asked.strength === 'soft' && { days: asked.days }),
            owed: [...asked.owed],
            ...(entries && { entries }),
            lapsedPeriods,
          } satisfies RequirementInput);
    return {
      change: async (town) => ({ subject: whose(town), requirement: input }),
      make: (town) => {
        const wanted = whose(town);
        const subject =
          wanted.kind === 'everyone'
            ? wanted
            : wanted.kind === 'group'
              ? { kind: wanted.kind, group: wanted.groupId }
              : { kind: wanted.kind, user: wanted.userId };
        return input === null
          ? deleteRequirement(town.house)(admin, subject)
          : putRequirement(town.house)(admin, subject, input);
      },
    };
  });

const createDeed = policyInput.map(
  (input): Deed => ({
    change: async (town) => ({ change: 'policy', policy: input(town) }),
    make: (town) => createPolicy(town.house)(admin, input(town)),
  }),
);

const editDeed = fc.tuple(fc.nat(2), policyInput).map(
  ([index, input]): Deed => ({
    change: async (town) => {
      const policies = await namedPolicies(town);
      if (policies.length === 0) return undefined;
      return { change: 'policy', policyId: some(policies, index).id, policy: input(town) };
    },
    make: async (town) => {
      const { id, version } = some(await namedPolicies(town), index);
      return editPolicy(town.house)(admin, id, { ...input(town), version });
    },
  }),
);

const stateDeed = fc.tuple(fc.nat(2), fc.constantFrom('on', 'off', 'report-only', null)).map(
  ([index, state]): Deed => ({
    change: async (town) => {
      const policies = await namedPolicies(town);
      if (policies.length === 0) return undefined;
      const policyId = some(policies, index).id;
      return state === null
        ? { change: 'policy', policyId, policy: null }
        : { change: 'policy', policyId, state };
    },
    make: async (town) => {
      const { id } = some(await namedPolicies(town), index);
      return state === null
        ? deletePolicy(town.house)(admin, id)
        : setPolicyState(town.house)(admin, id, { state });
    },
  }),
);

const membersDeed = fc
  .tuple(fc.nat(1), fc.subarray([0, 1, 2]), fc.subarray([3, 4]))
  .map(([g, joining, leaving]): Deed => {
    const bodyOf = ({ users }: Town) => ({
      add: joining.map((u) => some(users, u)),
      remove: leaving.map((u) => some(users, u)),
    });
    return {
      change: async (town) => ({ change: 'members', groupId: some(town.groups, g), ...bodyOf(town) }),
      make: (town) => changeMembers(town.house)(admin, some(town.groups, g), bodyOf(town)),
    };
  });

const settingsDeed = fc
  .record({
    enabled: fc.constantFrom<('totp' | 'webauthn')[]>(['totp', 'webauthn'], ['totp']),
    askEnrolledWhenNotRequired: fc.boolean(),
  })
  .map(({ enabled, askEnrolledWhenNotRequired }): Deed => {
    const settings = { methods: { enabled }, signIn: { askEnrolledWhenNotRequired } };
    return {
      change: async () => ({ change: 'settings', settings }),
      make: ({ house }) => editSettings(house)(admin, settings),
    };
  });

const exemptionDeed = fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 6 })).map(([u, days]): Deed => {
  const until = ({ house }: Town) => new Date(house.clock.now() + days * day + 3_600_000).toISOString();
  return {
    change: async (town) => ({ change: 'exemption', userIds: [some(town.users, u)], until: until(town) }),
    make: (town) =>
      createExemption(town.house)(admin, {
        userId: some(town.users, u),
        ownerId: some(town.users, 0),
        reason: 'test',
        until: until(town),
      }),
  };
});

const requireManyDeed = fc
  .tuple(fc.subarray([0, 1, 2, 3, 4, 5]), fc.integer({ min: 1, max: 9 }))
  .map(([chosen, days]): Deed => {
    const idsOf = ({ users }: Town) => chosen.map((u) => some(users, u));
    return {
      change: async (town) =>
        chosen.length === 0 ? undefined : { change: 'require', userIds: idsOf(town), days },
      make: ({ house, ...town }) =>
        house.transact(async (source) => {
          const users = await source.users.lockMany(idsOf({ house, ...town }));
          await requireOfMany(house, source, admin, users, { strength: 'soft', days }, house.clock.now());
        }),
    };
  });

const deed = fc.oneof(
  { weight: 3, arbitrary: switchDeed },
  { weight: 4, arbitrary: createDeed },
  { weight: 2, arbitrary: editDeed },
  { weight: 2, arbitrary: stateDeed },
  { weight: 2, arbitrary: membersDeed },
  { weight: 1, arbitrary: settingsDeed },
  { weight: 2, arbitrary: exemptionDeed },
  { weight: 2, arbitrary: requireManyDeed },
);

/** What is neither a change that is previewed nor refused. */
const otherDeed = fc.oneof(
  fc.integer({ min: 1, max: 5 }).map((days) => async ({ house }: Town) => {
    house.at(house.clock.now() + days * day);
  }),
  fc.tuple(fc.nat(5), fc.constantFrom('totp', 'webauthn')).map(
    ([u, method]) =>
      ({ house, users }: Town) =>
        house.enroll(some(users, u), method),
  ),
  fc.nat(5).map(
    (u) =>
      ({ house, users }: Town) =>
        setRole(house)(admin, some(users, u), 'auditor'),
  ),
  fc.nat(5).map(
    (u) =>
      ({ house, users }: Town) =>
        suspendUser(house)(admin, some(users, u)),
  ),
  fc.tuple(fc.nat(5), fc.integer({ min: 0, max: 12 })).map(([u, days]) => ({ house, users }: Town) => {
    const onLeaveUntil = new Date(house.clock.now() + days * day).toISOString().slice(0, 10);
    return editUser(house)(admin, some(users, u), { onLeaveUntil });
  }),
  fc.tuple(fc.nat(5), fc.integer({ min: 10, max: 1440 })).map(
    ([u, minutes]) =>
      ({ house, users }: Town) =>
        createAccessCode(house)(admin, some(users, u), { minutes, identityVerifiedBy: 'badge', note: '' }),
  ),
);

const story = fc.array(
  fc.oneof({ weight: 2, arbitrary: deed.map(({ make }) => make) }, { weight: 1, arbitrary: otherDeed }),
  { minLength: 3, maxLength: 10 },
);

/** False where it was refused, or nothing was there to do it to: that changes nothing. */
const isDone = async (work: () => Promise<unknown>): Promise<boolean> => {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof Refusal || (error instanceof Error && /nothing to choose/.test(error.message)))
      return false;
    throw error;
  }
};

const settle = async (): Promise<Town> => {
  const house = await openHouse();
  const groups: GroupId[] = [];
  for (const name of ['Staff', 'Sales'])
    groups.push((await createGroup(house)(admin, { name, description: '' })).id as GroupId);
  const users: UserId[] = [await house.active('olga', { role: 'owner' })];
  for (const [index, name] of ['ann', 'ben', 'cem', 'dot'].entries())
    users.push(await house.active(name, { groups: groups.slice(0, index % 3) }));
  const staged = { displayName: 'Eve', email: 'eve@example.com', groups: [], sendActivation: false };
  users.push((await createUser(house)(admin, { username: 'eve', ...staged })).id as UserId);
  return { house, users, groups };
};

// ── what is so, asked of `decide` by going through the ways one by one ─────────────────────────

const addresses = ['10.1.2.3', '10.9.9.9', '192.0.2.7', '2001:db8::1', '2001:db9::1'];
/** Into each of the windows that are generated, and out of it. */
const hours = Array.from({ length: 7 * 6 }, (_, index) => index * 4 * 3_600_000);
const order: readonly PreviewCategory[] = [
  'locked-out',
  'enroll-now',
  'enroll-by-deadline',
  'asked',
  'unaffected',
];

/** The user's deadlines move along with the time, so that only the hour differs. */
const inHours = (standpoint: Standpoint, ahead: number): Standpoint => ({
  ...standpoint,
  now: standpoint.now + ahead,
  facts: {
    ...standpoint.facts,
    periods: standpoint.facts.periods.map((period) => ({ ...period, deadline: period.deadline + ahead })),
    exemptions: standpoint.facts.exemptions.map(({ until }) => ({ until: until + ahead })),
  },
});

const worstOf = (standpoint: Standpoint): PreviewCategory => {
  const { user, facts, policies, rules } = standpoint;
  if (user.state === 'staged')
    return standing(facts, policies, rules.decision, standpoint.now).required
      ? 'not-activated'
      : 'unaffected';
  const compiled = withOwn(compile(rules.stored.map(({ policy }) => policy)), standpoint.own);
  const met = new Set<PreviewCategory>();
  const timed = rules.stored.some(({ policy }) => policy.when.times !== undefined);
  for (const ahead of timed ? hours : [0]) {
    const then = inHours(standpoint, ahead);
    for (const kind of resourceKinds)
      for (const id of kind === 'portal' ? [undefined] : ['db', 'web', 'other'])
        for (const address of addresses)
          for (const rememberedDevice of [false, true]) {
            const resource = { kind, ...(id !== undefined && { id }) };
            const way = { resource, address, rememberedDevice, proofs: [], skipped: false };
            for (const decision of courseOf(factsFor(then, way), compiled)) {
              if (decision.outcome === 'deny') met.add('locked-out');
              if (decision.outcome === 'challenge') met.add('asked');
              if (decision.outcome === 'enroll' && decision.strength === 'forced') met.add('enroll-now');
              if (decision.outcome === 'enroll' && decision.strength === 'soft')
                met.add('enroll-by-deadline');
            }
          }
  }
  return order.find((category) => met.has(category)) ?? 'unaffected';
};

const standpointOf = async ({ house }: Town, user: UserId): Promise<Standpoint> => {
  const standpoint = await readStandpoint(house.read, house.rules, user, house.clock.now());
  if (standpoint === undefined) throw new Error('the user is gone');
  return house.transact((source) => startDuePeriods(source, standpoint));
};

const everyList: readonly PreviewList[] = [
  'locked-out',
  'enroll-now',
  'enroll-by-deadline',
  'asked',
  'no-longer-asked',
  'not-activated',
  'unaffected',
];

const peopleOf = async (house: House, id: string) => {
  const people = new Map<
    string,
    Awaited<ReturnType<ReturnType<typeof listPreviewPeople>>>['items'][number]
  >();
  for (const category of everyList) {
    const { items } = await listPreviewPeople(house)(id, { category, limit: 200 });
    for (const person of items) people.set(person.id, person);
  }
  return people;
};

/** Of a policy that asks only in some circumstances the preview looks at those alone. */
const looksEverywhere = (change: PreviewChange): boolean => {
  if (change.change === 'policy')
    return change.policy != null && Object.keys(change.policy.conditions).length === 0;
  return (
    !('requirement' in change) || (change.requirement !== null && change.requirement.entries === undefined)
  );
};

test('an act on all who match a filter is previewed for those who match, and for nobody else', async () => {
  const house = await openHouse();
  for (const name of ['ann', 'annika', 'ben']) await house.active(name);
  const preview = await previewChange(house)(admin, { change: 'require', filter: { q: 'ann' }, days: 7 });
  expect(preview).toMatchObject({ concerned: 2, mustEnroll: 2 });
  const exempted = await previewChange(house)(admin, {
    change: 'exemption',
    filter: { q: 'ben' },
    until: new Date(house.clock.now() + day).toISOString(),
  });
  expect(exempted.concerned).toBe(0);
  await house.close();
});

test('a preview says of everybody what the decisions say once the change is made, and on which day they are locked out', async () => {
  await fc.assert(
    fc.asyncProperty(story, deed, async (told, last) => {
      const town = await settle();
      const { house, users } = town;
      for (const act of told) await isDone(() => act(town));
      const change = await last.change(town);
      if (change === undefined) return house.close();
      const before = new Map<UserId, PreviewCategory>();
      for (const user of users) before.set(user, worstOf(await standpointOf(town, user)));
      const preview = await previewChange(house)(admin, change).catch((error: unknown) => error);
      if (!(await isDone(() => last.make(town)))) {
        const isForetold = preview instanceof Refusal || (preview as { refusals: [] }).refusals.length > 0;
        const isOfNames = change.change === 'policy' || change.change === 'exemption';
        expect(isForetold || isOfNames).toBe(true);
        return house.close();
      }
      if (preview instanceof Refusal) throw preview;
      const { id, refusals } = preview as { id: string; refusals: readonly unknown[] };
      expect(refusals).toEqual([]);
      const people = await peopleOf(house, id);
      const from = house.clock.now();
      for (const user of users) {
        house.at(from);
        const standpoint = await standpointOf(town, user);
        const person = people.get(user);
        if (standpoint.user.state === 'suspended') {
          expect(person).toBeUndefined();
          continue;
        }
        const after = worstOf(standpoint);
        if (person === undefined) expect(after, standpoint.user.username).toBe(before.get(user));
        else if (standpoint.user.state === 'staged')
          expect(['not-activated', 'no-longer-asked']).toContain(person.category);
        else if (looksEverywhere(change)) {
          const relieved = after === 'unaffected' && before.get(user) !== 'unaffected';
          expect(person.category).toBe(relieved ? 'no-longer-asked' : after);
          expect(person.today).toBe(before.get(user));
        } else if (order.includes(person.category))
          expect(order.indexOf(person.category)).toBeGreaterThanOrEqual(order.indexOf(after));
        if (person?.lockedOutFrom === undefined) continue;
        const lockedOutFrom = Date.parse(person.lockedOutFrom);
        house.at(lockedOutFrom);
        expect(worstOf(await standpointOf(town, user))).toBe('locked-out');
      }
      return house.close();
    }),
    { numRuns: 15 },
  );
}, 120_000);
