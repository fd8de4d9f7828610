import fc from 'fast-check';
import { expect, test } from 'vitest';
import { user } from '../../../test/support/policy/examples.ts';
import { asId, type GroupId, type PolicyId } from '../kernel/ids.ts';
import { compile } from './compile.ts';
import type { Policy, UserFacts } from './model.ts';
import { escapes, weakens } from './weakening.ts';

const staff = asId<GroupId>('staff');
const sales = asId<GroupId>('sales');

const policy = (changes: Partial<Policy> = {}): Policy => ({
  id: asId<PolicyId>('policy'),
  kind: 'named',
  name: 'Staff',
  state: 'on',
  who: { kind: 'groups', groups: [staff] },
  excludedGroups: [],
  when: {},
  action: required('soft'),
  ...changes,
});

const required = (
  strength: 'none' | 'optional' | 'soft' | 'forced',
  more: { days?: number; owed?: readonly 'totp'[]; allowed?: readonly ('totp' | 'webauthn')[] } = {},
): Policy['action'] => {
  const { days = 7, owed = [], allowed } = more;
  const common = { owed, rememberDevices: false, ...(allowed && { allowed }) };
  return {
    kind: 'require',
    requirement: strength === 'soft' ? { ...common, strength, days } : { ...common, strength },
  };
};

test('switching off, reporting only, deleting and asking more gently take away', () => {
  expect(weakens(policy(), undefined)).toBe(true);
  expect(weakens(policy(), policy({ state: 'off' }))).toBe(true);
  expect(weakens(policy(), policy({ state: 'report-only' }))).toBe(true);
  expect(weakens(policy(), policy({ action: required('optional') }))).toBe(true);
  expect(weakens(policy(), policy({ action: required('soft', { days: 8 }) }))).toBe(true);
  expect(weakens(policy({ action: { kind: 'deny' } }), policy({ action: required('forced') }))).toBe(true);
});

test('fewer people, fewer circumstances and more methods take away', () => {
  expect(weakens(policy(), policy({ who: { kind: 'groups', groups: [sales] } }))).toBe(true);
  expect(weakens(policy({ who: { kind: 'everyone' } }), policy())).toBe(true);
  expect(weakens(policy(), policy({ excludedGroups: [sales] }))).toBe(true);
  expect(weakens(policy(), policy({ when: { resourceKinds: ['portal'] } }))).toBe(true);
  expect(weakens(policy(), policy({ when: { networks: ['10.0.0.0/8'] } }))).toBe(true);
  expect(weakens(policy(), policy({ when: { outsideNetworks: ['10.0.0.0/8'] } }))).toBe(true);
  expect(weakens(policy(), policy({ when: { rememberedDevice: true } }))).toBe(true);
  expect(weakens(policy({ action: required('soft', { owed: ['totp'] }) }), policy())).toBe(true);
  expect(weakens(policy({ action: required('soft', { allowed: ['webauthn'] }) }), policy())).toBe(true);
});

test('asking more, of more people, in more circumstances takes nothing away', () => {
  expect(weakens(policy(), policy({ action: required('forced') }))).toBe(false);
  expect(weakens(policy(), policy({ action: required('soft', { days: 3, owed: ['totp'] }) }))).toBe(false);
  expect(weakens(policy(), policy({ who: { kind: 'everyone' } }))).toBe(false);
  expect(weakens(policy(), policy({ who: { kind: 'groups', groups: [sales, staff] } }))).toBe(false);
  expect(weakens(policy({ excludedGroups: [sales] }), policy())).toBe(false);
  expect(weakens(policy({ when: { resourceKinds: ['portal'] } }), policy())).toBe(false);
  expect(weakens(policy(), policy({ name: 'Everybody at work', action: { kind: 'deny' } }))).toBe(false);
});

const anyPolicy = fc.record({
  state: fc.constantFrom('off', 'report-only', 'on'),
  who: fc.constantFrom<Policy['who']>(
    { kind: 'everyone' },
    { kind: 'groups', groups: [staff] },
    { kind: 'groups', groups: [staff, sales] },
  ),
  excludedGroups: fc.subarray([staff, sales]),
  when: fc.constantFrom<Policy['when']>({}, { resourceKinds: ['portal'] }, { networks: ['10.0.0.0/8'] }),
  action: fc.constantFrom<Policy['action']>(
    { kind: 'deny' },
    required('none'),
    required('optional'),
    required('soft'),
    required('forced'),
  ),
});

test('a policy left as it is, or that was not in force, loses nothing', () => {
  fc.assert(
    fc.property(anyPolicy, anyPolicy, (one, other) => {
      expect(weakens(policy(one), policy(one))).toBe(false);
      if (one.state !== 'on') expect(weakens(policy(one), policy(other))).toBe(false);
    }),
  );
});

test('who leaves a group that is asked, or joins one that is left out, gets out of it', () => {
  const person = (...groups: GroupId[]): UserFacts => user({ groups: new Set(groups) });
  const policies = compile([
    policy({ excludedGroups: [sales] }),
    policy({ id: asId<PolicyId>('off'), state: 'off' }),
  ]);
  expect(escapes(policies, person(staff), person())).toBe(true);
  expect(escapes(policies, person(staff), person(staff, sales))).toBe(true);
  expect(escapes(policies, person(), person(staff))).toBe(false);
  expect(escapes(policies, person(sales), person())).toBe(false);
  expect(escapes(compile([policy({ action: required('none') })]), person(staff), person())).toBe(false);
});
