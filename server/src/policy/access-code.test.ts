import { describe, expect, test } from 'vitest';
import { facts, now, period, policy, totp } from '../../../test/support/policy/examples.ts';
import { compile } from './compile.ts';
import { decide } from './decide.ts';
import type { MethodKind } from './model.ts';

const code = 'temporary-access-code' as const satisfies MethodKind;
const live = { accessCodeUntil: now + 1 };
const forced = compile([policy('forced')]);

describe('a temporary access code (N11)', () => {
  test('is asked for first, beside whatever else is set up, while it is live', () => {
    expect(decide(facts({ ...live, authenticators: [totp], preferredMethod: 'totp' }), forced)).toMatchObject(
      {
        outcome: 'challenge',
        methods: ['totp', code],
        preferred: code,
      },
    );
    const over = decide(facts({ accessCodeUntil: now, authenticators: [totp] }), forced);
    expect(over).toMatchObject({ outcome: 'challenge', methods: ['totp'] });
  });

  test('is no enrollment: who has nothing else proves it, then enrolls', () => {
    expect(decide(facts(live), forced)).toMatchObject({ outcome: 'challenge', methods: [code] });
    expect(decide(facts({ proved: [code] }), forced)).toMatchObject({
      outcome: 'enroll',
      strength: 'forced',
      skippable: false,
    });
  });

  test('leads whoever proved nothing but it to set up another authenticator, of any method, which can be skipped', () => {
    const proved = facts({ authenticators: [totp], proved: [code] });
    expect(decide(proved, forced)).toMatchObject({
      outcome: 'enroll',
      methods: ['totp', 'webauthn'],
      skippable: true,
      afterAccessCode: true,
    });
    expect(decide({ ...proved, skipped: true }, forced).outcome).toBe('allow');
    expect(decide(facts({ authenticators: [totp], proved: [code, 'totp'] }), forced).outcome).toBe('allow');
  });

  test('opens nothing to whoever has missed a deadline', () => {
    const soft = compile([policy('soft')]);
    expect(decide(facts({ ...live, periods: [period(-1)] }), soft)).toMatchObject({
      outcome: 'deny',
      code: 'enrollment-expired',
    });
  });

  test('counts for nothing under the strict profile', () => {
    const strict = { settings: { strictProfile: true } };
    expect(decide(facts({ ...live, authenticators: [totp], ...strict }), forced)).toMatchObject({
      methods: ['totp'],
    });
    expect(decide(facts({ authenticators: [totp], proved: [code], ...strict }), forced).outcome).toBe(
      'challenge',
    );
  });

  test('is not taken where a policy allows other methods only', () => {
    const apps = compile([policy('forced', { allowed: ['totp'] })]);
    expect(decide(facts({ ...live, authenticators: [totp] }), apps)).toMatchObject({ methods: ['totp'] });
  });
});
