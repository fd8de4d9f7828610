import { describe, expect, test } from 'vitest';
import { policy } from '../../../test/support/policy/examples.ts';
import { compile } from './compile.ts';
import { refuseMethods } from './guards.ts';
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
