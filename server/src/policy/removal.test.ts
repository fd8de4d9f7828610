import { expect, test } from 'vitest';
import { now, policy, settings, totp, user, webauthn } from '../../../test/support/policy/examples.ts';
import { compile } from './compile.ts';
import type { AuthenticatorFact } from './model.ts';
import { mayRemove } from './removal.ts';

const removable = (
  has: AuthenticatorFact[],
  left: AuthenticatorFact[],
  ...policies: ReturnType<typeof policy>[]
): boolean =>
  mayRemove(user({ authenticators: has }), user({ authenticators: left }), compile(policies), settings, now);

test('where nothing is required, or it is optional, anything may go', () => {
  expect(removable([totp], [])).toBe(true);
  expect(removable([totp], [], policy('optional'))).toBe(true);
});

test('the last one stays where one is required, softly or by force, over whatever entry', () => {
  expect(removable([totp], [], policy('soft'))).toBe(false);
  expect(removable([totp], [], policy('forced', { when: { resourceKinds: ['server'] } }))).toBe(false);
  expect(removable([totp, webauthn], [totp], policy('forced'))).toBe(true);
});

test('also while another method is owed that is not set up yet', () => {
  expect(removable([totp], [], policy('soft', { owed: ['webauthn'] }))).toBe(false);
});

test('one that is owed, or the last that is allowed, stays whatever else there is', () => {
  expect(removable([totp, webauthn], [totp], policy('forced', { owed: ['webauthn'] }))).toBe(false);
  expect(removable([totp, webauthn], [totp], policy('forced', { allowed: ['webauthn'] }))).toBe(false);
});

test('a broken one may go, for it counts for nothing', () => {
  expect(removable([totp, { ...webauthn, disabled: true }], [totp], policy('forced'))).toBe(true);
});
