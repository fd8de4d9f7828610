import { describe, expect, test } from 'vitest';
import {
  authenticator,
  now,
  period,
  policy,
  settings,
  totp,
  user,
} from '../../../test/support/policy/examples.ts';
import { compile } from './compile.ts';
import { type EnrollmentBar, enrollmentBar } from './enrollment-bar.ts';
import type { AuthenticatorFact, EnrollableMethod, Policy } from './model.ts';

const bar = (
  about: Parameters<typeof user>[0],
  policies: readonly Policy[],
  method: EnrollableMethod = 'totp',
  replaces: AuthenticatorFact | null = null,
): EnrollmentBar | null => enrollmentBar(user(about), method, replaces, compile(policies), settings, now);

const expired = { by: 'period', since: period(-1).deadline };
const serversOnly = policy('soft', { when: { resourceKinds: ['server'] } });

describe('rule 4: a user whose period has expired enrolls nowhere, though they be signed in', () => {
  test('whatever the policy covers', () => {
    expect(bar({ periods: [period(-1)] }, [policy('soft')])).toEqual(expired);
    expect(bar({ periods: [period(-1)] }, [serversOnly])).toEqual(expired);
  });

  test('nor another method than the one that is owed', () => {
    const owing = policy('soft', { owed: ['webauthn'] });
    const given = { periods: [period(-1)], authenticators: [totp] };
    expect(bar(given, [owing], 'webauthn')).toEqual(expired);
    expect(bar(given, [owing], 'totp')).toEqual(expired);
  });

  test('but may renew what works, for it counts no more than it did', () => {
    const owing = policy('soft', { owed: ['webauthn'] });
    expect(bar({ periods: [period(-1)], authenticators: [totp] }, [owing], 'totp', totp)).toBeNull();
  });

  test('and not what is disabled, for that would count again', () => {
    const disabled = authenticator('totp', true);
    const given = { periods: [period(-1)], authenticators: [disabled], backupCodesLeft: 3 };
    expect(bar(given, [policy('soft')], 'totp', disabled)).toEqual(expired);
  });

  test('whoever has what is required, is within the period, or whose policy is off is not concerned', () => {
    expect(bar({ periods: [period(-1)], authenticators: [totp] }, [policy('soft')])).toBeNull();
    expect(bar({ periods: [period(1)] }, [policy('soft')])).toBeNull();
    expect(bar({ periods: [period(-1)] }, [policy('soft', { state: 'off' })])).toBeNull();
  });
});

test('a method that the organisation does not use is not set up, nor renewed', () => {
  const withoutWebauthn = { ...settings, enabledMethods: new Set(['totp', 'backup-code'] as const) };
  const held = authenticator('webauthn');
  for (const replaces of [null, held]) {
    const given = user({ authenticators: [held, totp] });
    expect(enrollmentBar(given, 'webauthn', replaces, compile([]), withoutWebauthn, now)).toEqual({
      by: 'method',
    });
  }
});
