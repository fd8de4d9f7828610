import { expect, test } from 'vitest';
import { facts, groupId, now, policy } from '../../../test/support/policy/examples.ts';
import { administratorsPolicy, strictProfilePolicy } from './built-in.ts';
import { compile } from './compile.ts';
import { explain } from './explain.ts';

test('every policy shows its criteria and what came of it', () => {
  const policies = compile([
    policy('forced', { when: { networks: ['10.0.0.0/8'], resourceKinds: ['portal'] } }),
    policy('soft', { who: { kind: 'groups', groups: [groupId('staff')] } }),
    policy('deny', { state: 'report-only' }),
  ]);
  const { decision, policies: evidence } = explain(facts({ address: null }), policies);
  expect(decision).toMatchObject({ outcome: 'enroll', strength: 'forced' });
  expect(evidence.at(-1)?.definition).toEqual(policy('deny', { state: 'report-only' }));
  expect(evidence).toMatchObject([
    {
      policy: administratorsPolicy.id,
      name: 'Administrators',
      kind: 'administrators',
      effect: 'missed',
      criteria: [{ criterion: 'who', verdict: 'miss' }],
    },
    {
      policy: strictProfilePolicy.id,
      name: 'Strict profile',
      kind: 'everyone',
      effect: 'strict-profile-off',
      criteria: [{ criterion: 'who', verdict: 'hit' }],
    },
    {
      policy: 'forced',
      name: 'forced',
      kind: 'named',
      effect: 'applied',
      criteria: [
        { criterion: 'who', verdict: 'hit' },
        { criterion: 'resource-kind', verdict: 'hit' },
        { criterion: 'networks', verdict: 'unknown' },
      ],
    },
    {
      policy: 'soft',
      name: 'soft',
      kind: 'named',
      effect: 'missed',
      criteria: [{ criterion: 'who', verdict: 'miss' }],
    },
    {
      policy: 'deny',
      name: 'deny',
      kind: 'named',
      effect: 'report-only',
      criteria: [{ criterion: 'who', verdict: 'hit' }],
    },
  ]);
});

test('what is lifted says by what', () => {
  const lifted = (given: Parameters<typeof facts>[0]): string | undefined =>
    explain(facts(given), compile([policy('soft')])).policies.at(-1)?.effect;
  expect(lifted({ exemptions: [{ until: now + 1 }] })).toBe('exemption');
  expect(lifted({ settings: { enforcement: false } })).toBe('rescue');
  expect(lifted({ role: 'owner' })).toBe('administrator');
  expect(lifted({})).toBe('applied');
});

test('what cannot be decided cannot be explained either, and is denied', () => {
  const broken = facts();
  Object.defineProperty(broken.user, 'groups', {
    get: () => {
      throw new Error('out of reach');
    },
  });
  const policies = compile([policy('none', { who: { kind: 'groups', groups: [groupId('staff')] } })]);
  expect(explain(broken, policies)).toEqual({
    decision: { outcome: 'deny', code: 'undecidable', because: [] },
    policies: [],
  });
});
