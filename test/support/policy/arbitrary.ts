import fc from 'fast-check';
import { asId, type UserId } from '../../../server/src/kernel/ids.ts';
import {
  type Conditions,
  type DecisionSettings,
  enrollableMethods,
  type Facts,
  type MethodKind,
  methodKinds,
  type Policy,
  resourceKinds,
  roles,
} from '../../../server/src/policy/model.ts';
import {
  authenticator,
  browser,
  groupId,
  now,
  period,
  policy,
  proof,
  silent,
  terminal,
  user,
} from './examples.ts';

/** Facts and policies of every kind, for property tests. */

const groups = ['staff', 'sales', 'service'].map(groupId);
const policyNames = ['p0', 'p1', 'p2', 'p3'] as const;
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const allowed = fc.subarray([...methodKinds], { minLength: 1 });

const who: fc.Arbitrary<Policy['who']> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'everyone' } as const) },
  fc.constant({ kind: 'administrators' } as const),
  fc.subarray(groups).map((groups) => ({ kind: 'groups', groups }) as const),
  fc.constantFrom('ada', 'bob').map((name) => ({ kind: 'user', user: asId<UserId>(name) }) as const),
);

const conditions: fc.Arbitrary<Conditions> = fc.record(
  {
    resourceKinds: fc.subarray([...resourceKinds], { minLength: 1 }),
    resources: fc.subarray(['db', 'web']),
    networks: fc.subarray(['192.0.2.0/24', '2001:db8::/32', 'not a network']),
    outsideNetworks: fc.subarray(['192.0.2.0/24', '10.0.0.0/8', 'not a network']),
    rememberedDevice: fc.boolean(),
    times: fc.constant([{ weekdays: [1, 2, 3, 4, 5], from: 480, to: 1080, timeZone: 'Europe/Berlin' }]),
  },
  { requiredKeys: [] },
);

const strength = fc.constantFrom('none', 'optional', 'soft', 'forced', 'deny');

/** Policies with names of their own. `when` narrows the circumstances that are generated. */
export const policies = (
  given: {
    strength?: fc.Arbitrary<'none' | 'optional' | 'soft' | 'forced' | 'deny'>;
    when?: fc.Arbitrary<Conditions>;
  } = {},
): fc.Arbitrary<Policy[]> =>
  fc
    .array(
      fc.record({
        strength: given.strength ?? strength,
        asked: fc.record({
          allowed: maybe(allowed),
          owed: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.subarray([...enrollableMethods])),
          rememberDevices: fc.boolean(),
          who,
          excluded: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.subarray(['sales'])),
          when: given.when ?? fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, conditions),
          state: fc.oneof(
            { weight: 5, arbitrary: fc.constant('on' as const) },
            fc.constantFrom('off', 'report-only'),
          ),
        }),
      }),
      { maxLength: policyNames.length },
    )
    .map((drafts) =>
      drafts.map(({ strength, asked: { allowed, ...asked } }, index) =>
        policy(strength, { ...asked, id: policyNames[index] ?? '', ...(allowed && { allowed }) }),
      ),
    );

const settings: fc.Arbitrary<DecisionSettings> = fc.record({
  enabledMethods: fc
    .constantFrom<MethodKind[]>(
      ['totp', 'webauthn', 'backup-code', 'temporary-access-code'],
      ['totp', 'backup-code', 'temporary-access-code'],
    )
    .map((methods) => new Set(methods)),
  askEnrolledWhenNotRequired: fc.boolean(),
  enrollAtActivation: fc.boolean(),
  enforcement: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
  strictProfile: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
});

const rarely = <T>(usual: T, others: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, others);

export const facts: fc.Arbitrary<Facts> = fc
  .record({
    user: fc.record({
      state: rarely<Facts['user']['state']>('active', fc.constantFrom('staged', 'suspended')),
      role: rarely<Facts['user']['role']>(null, fc.constantFrom(...roles)),
      groups: fc.subarray(groups).map((members) => new Set(members)),
      authenticators: fc
        .subarray([...enrollableMethods])
        .chain((methods) =>
          fc.tuple(...methods.map((method) => fc.boolean().map((off) => authenticator(method, off)))),
        ),
      backupCodesLeft: fc.constantFrom(0, 3),
      periods: fc
        .subarray([...policyNames])
        .chain((ids) =>
          fc.tuple(...ids.map((id) => fc.integer({ min: -5, max: 6 }).map((left) => period(left, id)))),
        ),
      exemptions: rarely<Facts['user']['exemptions']>(
        [],
        fc.constantFrom([{ until: now - 1 }], [{ until: now + 1 }]),
      ),
      enrollmentDueFromActivation: rarely(false, fc.constant(true)),
      accessCode: rarely<Pick<Facts['user'], 'accessCodeUntil'>>(
        {},
        fc.constantFrom({ accessCodeUntil: now }, { accessCodeUntil: now + 1 }),
      ),
    }),
    request: fc.record({
      resource: fc.record(
        { kind: fc.constantFrom(...resourceKinds), id: fc.constantFrom('db', 'mail') },
        { requiredKeys: ['kind'] },
      ),
      address: fc.constantFrom(null, '192.0.2.7', '10.1.2.3', '2001:db8::1'),
      rememberedDevice: fc.boolean(),
      channel: fc.constantFrom(browser, terminal, silent, { ...terminal, enrolls: true }),
    }),
    proofs: fc.subarray([...methodKinds]).map((methods) => methods.map(proof)),
    skipped: fc.boolean(),
    settings,
  })
  .map(({ user: { accessCode, ...about }, ...rest }) => ({
    ...rest,
    now,
    user: user({ ...about, ...accessCode }),
  }));
