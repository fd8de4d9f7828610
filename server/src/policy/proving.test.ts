import { expect, test } from 'vitest';
import { settings, totp, user, webauthn } from '../../../test/support/policy/examples.ts';
import { freshProof } from './proving.ts';

test('rule 2: whoever has any authenticator proves it, the one last used first', () => {
  expect(
    freshProof(user({ authenticators: [totp, webauthn], preferredMethod: 'webauthn' }), settings),
  ).toEqual({
    by: 'method',
    methods: ['totp', 'webauthn'],
    preferred: 'webauthn',
  });
});

test('backup codes prove as well, also when they are all that can be used', () => {
  const disabled = { ...totp, disabled: true };
  expect(freshProof(user({ authenticators: [disabled], backupCodesLeft: 3 }), settings)).toMatchObject({
    methods: ['backup-code'],
  });
});

test('the password is enough only for whoever has nothing', () => {
  expect(freshProof(user({}), settings)).toEqual({ by: 'password' });
  expect(freshProof(user({ authenticators: [{ ...totp, disabled: true }] }), settings)).toEqual({
    by: 'nothing',
  });
});
