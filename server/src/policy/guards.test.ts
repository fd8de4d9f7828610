import { describe, expect, test } from 'vitest';
import { facts, now, policy, settings, totp, user } from '../../../test/support/policy/examples.ts';
import { compile } from './compile.ts';
import { contradictions, locksOut, refuseMethods } from './guards.ts';
import type { MethodKind } from './model.ts';

describe('methods of the organisation', () => {
  const refused = (methods: MethodKind[], ...policies: ReturnType<typeof policy>[]) =>
    refuseMethods(new Set(methods), compile(policies));

  test('TOTP alone, and both together, are fine', () => {
    expect(refused(['totp', 'backup-code'])).toBeNull();
    expect(refused(['totp', 'webauthn'], policy('forced', { owed: ['webauthn'] }))).toBeNull();
  });

  test('WebAuthn needs TOTP beside it, and backup codes are no method to set up (N5, rule 1)', () => {
    expect(refused(['webauthn', 'backup-code'])).toEqual({ code: 'webauthn-alone' });
    expect(refused(['backup-code'])).toEqual({ code: 'no-method-enabled' });
  });

  test('a policy that is on must be meetable', () => {
    const because = [expect.objectContaining({ policy: 'forced' })];
    expect(refused(['totp'], policy('forced', { owed: ['webauthn'] }))).toEqual({
      code: 'policy-unmeetable',
      because,
    });
    expect(refused(['totp'], policy('forced', { allowed: ['webauthn'] }))).toEqual({
      code: 'policy-unmeetable',
      because,
    });
    expect(refused(['totp'], policy('forced', { owed: ['webauthn'], state: 'off' }))).toBeNull();
  });
});

test('rule 6: policies that together leave a user nothing are named', () => {
  const policies = [policy('forced', { allowed: ['totp'] }), policy('optional', { owed: ['webauthn'] })];
  const named = contradictions(user(), compile(policies), settings, now).map(({ policy }) => policy);
  expect(named).toEqual(['forced', 'optional']);
  expect(contradictions(user(), compile([policy('forced')]), settings, now)).toEqual([]);
});

describe('rule 12: a change that would lock out its author', () => {
  const author = facts({ role: 'owner', authenticators: [totp], proved: ['totp'] });

  test('is one that denies them', () => {
    expect(locksOut(author, compile([]), compile([policy('deny')]))).toBe(true);
    expect(
      locksOut(author, compile([]), compile([policy('deny', { when: { resourceKinds: ['server'] } })])),
    ).toBe(false);
  });

  test('is not one that asks them for more', () => {
    expect(locksOut(author, compile([]), compile([policy('forced', { owed: ['webauthn'] })]))).toBe(false);
  });

  test('is not to blame for what was so before', () => {
    expect(locksOut(author, compile([policy('deny')]), compile([policy('deny')]))).toBe(false);
  });
});
