import { describe, expect, test } from 'vitest';
import {
  now,
  period,
  policy,
  settings,
  totp,
  user,
  webauthn,
} from '../../../test/support/policy/examples.ts';
import { compile } from './compile.ts';
import type { DecisionSettings, Standing } from './model.ts';
import { standing, statusOfMethod } from './standing.ts';

const stands = (
  about: Parameters<typeof user>[0],
  policies: ReturnType<typeof policy>[],
  set: Partial<DecisionSettings> = {},
): Standing => standing(user(about), compile(policies), { ...settings, ...set }, now);

describe('enrollment status', () => {
  const soft = policy('soft');

  test('enrolled, not enrolled', () => {
    expect(stands({ authenticators: [totp] }, [])).toMatchObject({ status: 'enrolled', required: false });
    expect(stands({}, [])).toMatchObject({ status: 'not-enrolled', required: false, because: [] });
    expect(stands({ backupCodesLeft: 4 }, []).status).toBe('not-enrolled');
    expect(stands({ authenticators: [{ ...totp, disabled: true }] }, []).status).toBe('not-enrolled');
    expect(stands({}, [policy('forced')])).toMatchObject({ status: 'not-enrolled', required: true });
  });

  test('in the enrollment period, from when to when', () => {
    expect(stands({ periods: [period(3)] }, [soft])).toEqual({
      status: 'in-enrollment-period',
      required: true,
      because: [{ policy: 'soft', name: 'soft', kind: 'named' }],
      period: period(3),
      owed: [],
    });
  });

  test('expired, since when', () => {
    expect(stands({ periods: [period(-2)] }, [soft])).toMatchObject({
      status: 'expired',
      period: period(-2),
    });
  });

  test('expired is never the one who enrolled in time', () => {
    const enrolled = stands({ periods: [period(-2)], authenticators: [totp] }, [soft]);
    expect(enrolled).toMatchObject({ status: 'enrolled', required: true });
    expect(enrolled).not.toHaveProperty('period');
  });

  test('pre-enrollment: not active yet, whatever will be required', () => {
    expect(stands({ state: 'staged' }, [soft])).toMatchObject({ status: 'pre-enrollment', required: true });
    expect(stands({ state: 'staged' }, [policy('forced')]).status).toBe('pre-enrollment');
    expect(stands({ state: 'staged' }, [])).toMatchObject({ status: 'pre-enrollment', required: false });
  });

  test('a method still owed keeps the period going (N5)', () => {
    const owing = policy('soft', { owed: ['totp'] });
    expect(stands({ periods: [period(3)], authenticators: [webauthn] }, [owing])).toMatchObject({
      status: 'in-enrollment-period',
      owed: ['totp'],
    });
  });
});

test('the status of one method: what is owed, or all as long as there is nothing, is pressed for (A1)', () => {
  const owing = policy('soft', { owed: ['totp'] });
  const begun = stands({ authenticators: [webauthn], periods: [period(3)] }, [owing]);
  expect(statusOfMethod(begun, 'totp', new Set(['webauthn']))).toBe('in-enrollment-period');
  expect(statusOfMethod(begun, 'webauthn', new Set(['webauthn']))).toBe('enrolled');
  const soft = policy('soft');
  const nothing = stands({ periods: [period(3)] }, [soft]);
  expect(statusOfMethod(nothing, 'webauthn', new Set())).toBe('in-enrollment-period');
  const done = stands({ authenticators: [totp] }, [soft]);
  expect(statusOfMethod(done, 'webauthn', new Set(['totp']))).toBe('not-enrolled');
});

describe('rule 16: required is the worst case, and says which', () => {
  test('over all resources and conditions', () => {
    const narrow = { resourceKinds: ['server'], networks: ['203.0.113.0/24'] } as const;
    expect(stands({}, [policy('forced', { when: narrow })])).toMatchObject({
      required: true,
      because: [{ policy: 'forced' }],
    });
  });

  test('the most pressing first: not met before met, expired before forced before soft', () => {
    const policies = [
      policy('soft', { id: 'live' }),
      policy('forced'),
      policy('soft', { id: 'over' }),
      policy('optional'),
    ];
    const { because } = stands({ periods: [period(4, 'live'), period(-1, 'over')] }, policies);
    expect(because.map(({ policy }) => policy)).toEqual(['over', 'forced', 'live']);
    const { because: half } = stands({ authenticators: [totp], periods: [period(4)] }, [
      policy('forced'),
      policy('soft', { owed: ['webauthn'] }),
    ]);
    expect(half.map(({ policy }) => policy)).toEqual(['soft', 'forced']);
  });

  test('nothing is required of the exempt, nor while enforcement is off, but of administrators always', () => {
    const exempt = { exemptions: [{ until: now + 1 }] };
    expect(stands(exempt, [policy('forced')]).required).toBe(false);
    expect(stands({}, [policy('forced')], { enforcement: false }).required).toBe(false);
    expect(stands({ ...exempt, role: 'owner' }, [], { enforcement: false })).toMatchObject({
      required: true,
      because: [{ kind: 'administrators' }],
    });
  });

  test('the strict profile requires of everybody', () => {
    expect(stands({}, [], { strictProfile: true })).toMatchObject({ required: true, status: 'not-enrolled' });
  });
});
