import { describe, expect, test } from 'vitest';
import {
  browser,
  facts,
  period,
  policy,
  silent,
  terminal,
  totp,
  webauthn,
} from '../../../test/support/policy/examples.ts';
import { compile } from './compile.ts';
import { decide } from './decide.ts';
import type { Decision, Facts } from './model.ts';

/** A decision in a word or two. */
const brief = (decision: Decision): string => {
  switch (decision.outcome) {
    case 'allow':
      return 'allow';
    case 'challenge':
      return 'challenge';
    case 'enroll':
      return `enroll ${decision.strength}${decision.skippable ? ', skippable' : ''}`;
    case 'deny':
      return `deny ${decision.code}`;
  }
};
const decided = (given: Facts, ...policies: ReturnType<typeof policy>[]): string =>
  brief(decide(given, compile(policies)));

const strengths = {
  none: { policy: policy('none'), periods: [] },
  optional: { policy: policy('optional'), periods: [] },
  'soft, before the deadline': { policy: policy('soft'), periods: [period(3)] },
  'soft, after it': { policy: policy('soft'), periods: [period(-1)] },
  forced: { policy: policy('forced'), periods: [] },
  deny: { policy: policy('deny'), periods: [] },
} as const;
const channels = { browser, terminal, silent } as const;
const holdings = { 'what counts': [totp], nothing: [] } as const;

describe('the table of the decision', () => {
  test.each<[keyof typeof strengths, keyof typeof holdings, keyof typeof channels, string]>([
    ['none', 'what counts', 'browser', 'challenge'],
    ['none', 'what counts', 'terminal', 'challenge'],
    ['none', 'what counts', 'silent', 'deny cannot-ask'],
    ['none', 'nothing', 'browser', 'allow'],
    ['none', 'nothing', 'terminal', 'allow'],
    ['none', 'nothing', 'silent', 'allow'],
    ['optional', 'what counts', 'browser', 'challenge'],
    ['optional', 'what counts', 'terminal', 'challenge'],
    ['optional', 'what counts', 'silent', 'deny cannot-ask'],
    ['optional', 'nothing', 'browser', 'enroll optional, skippable'],
    ['optional', 'nothing', 'terminal', 'allow'],
    ['optional', 'nothing', 'silent', 'allow'],
    ['soft, before the deadline', 'what counts', 'browser', 'challenge'],
    ['soft, before the deadline', 'what counts', 'terminal', 'challenge'],
    ['soft, before the deadline', 'what counts', 'silent', 'deny cannot-ask'],
    ['soft, before the deadline', 'nothing', 'browser', 'enroll soft, skippable'],
    ['soft, before the deadline', 'nothing', 'terminal', 'allow'],
    ['soft, before the deadline', 'nothing', 'silent', 'allow'],
    ['soft, after it', 'what counts', 'browser', 'challenge'],
    ['soft, after it', 'what counts', 'terminal', 'challenge'],
    ['soft, after it', 'what counts', 'silent', 'deny cannot-ask'],
    ['soft, after it', 'nothing', 'browser', 'deny enrollment-expired'],
    ['soft, after it', 'nothing', 'terminal', 'deny enrollment-expired'],
    ['soft, after it', 'nothing', 'silent', 'deny enrollment-expired'],
    ['forced', 'what counts', 'browser', 'challenge'],
    ['forced', 'what counts', 'terminal', 'challenge'],
    ['forced', 'what counts', 'silent', 'deny cannot-ask'],
    ['forced', 'nothing', 'browser', 'enroll forced'],
    ['forced', 'nothing', 'terminal', 'deny cannot-enroll'],
    ['forced', 'nothing', 'silent', 'deny cannot-enroll'],
    ['deny', 'what counts', 'browser', 'deny denied-by-policy'],
    ['deny', 'nothing', 'terminal', 'deny denied-by-policy'],
  ])('%s, has %s, by %s: %s', (strength, holding, channel, outcome) => {
    const { policy, periods } = strengths[strength];
    const given = facts({ periods, authenticators: holdings[holding], over: channels[channel] });
    expect(decided(given, policy)).toBe(outcome);
  });

  test('the strictest wins', () => {
    const given = facts({ periods: [period(3)] });
    expect(decided(given, policy('none'), policy('optional'))).toBe('enroll optional, skippable');
    expect(decided(given, policy('optional'), policy('soft'))).toBe('enroll soft, skippable');
    expect(decided(given, policy('soft'), policy('forced'))).toBe('enroll forced');
    expect(decided(given, policy('forced'), policy('deny'))).toBe('deny denied-by-policy');
  });

  test('only policies that are on decide', () => {
    expect(decided(facts(), policy('forced', { state: 'off' }))).toBe('allow');
    expect(decided(facts(), policy('deny', { state: 'report-only' }))).toBe('allow');
  });

  test('a proof, or setting up, completes the sign-in', () => {
    const given = facts({ authenticators: [totp], proved: ['totp'] });
    expect(decided(given, policy('forced'))).toBe('allow');
  });

  test('whoever is not active is denied, whatever else holds', () => {
    const proved = { authenticators: [totp], proved: ['totp'] } as const;
    expect(decided(facts({ state: 'suspended', ...proved }))).toBe('deny not-active');
    expect(decided(facts({ state: 'staged' }))).toBe('deny not-active');
  });
});

test('an enrollment says what may be set up, until when and who requires it', () => {
  const soft = policy('soft', { owed: ['totp'] });
  expect(decide(facts({ periods: [period(3)] }), compile([soft, policy('optional')]))).toEqual({
    outcome: 'enroll',
    strength: 'soft',
    methods: ['totp', 'webauthn'],
    deadline: period(3).deadline,
    skippable: true,
    because: [{ policy: 'soft', name: 'soft', kind: 'named' }],
  });
});

test('a challenge offers what the user has, the method last used on the web first (S3)', () => {
  const policies = compile([policy('forced')]);
  const having = { authenticators: [webauthn, totp], backupCodesLeft: 3 };
  expect(decide(facts(having), policies)).toMatchObject({
    methods: ['totp', 'webauthn', 'backup-code'],
    preferred: 'totp',
  });
  expect(decide(facts({ ...having, preferredMethod: 'webauthn' }), policies)).toMatchObject({
    preferred: 'webauthn',
  });
});

describe('asking those who set up 2FA though nothing requires it (S6)', () => {
  const enrolled = { authenticators: [totp] };

  test.each([
    ['portal', 'challenge'],
    ['app', 'challenge'],
    ['server', 'allow'],
    ['radius-client', 'allow'],
  ] as const)('on %s: %s', (at, outcome) => {
    expect(decided(facts({ ...enrolled, at }))).toBe(outcome);
  });

  describe('is a setting', () => {
    const off = { settings: { askEnrolledWhenNotRequired: false } };

    test.each(['portal', 'app'] as const)('that is off: they pass by their password on %s', (at) => {
      expect(decided(facts({ ...enrolled, ...off, at }))).toBe('allow');
      expect(decided(facts({ ...enrolled, ...off, at }), policy('none'))).toBe('allow');
    });

    test.each(['optional', 'soft', 'forced'] as const)(
      'for them alone: who is required, %s, is asked',
      (strength) => {
        const required = facts({ ...enrolled, ...off, periods: [period(3)] });
        expect(decided(required, policy(strength))).toBe('challenge');
        expect(decided(facts({ ...enrolled, ...off, role: 'auditor' }))).toBe('challenge');
      },
    );
  });

  test('guessing codes until the authenticator is disabled does not spare the second factor', () => {
    const disabled = { authenticators: [{ ...totp, disabled: true }] };
    expect(decided(facts(disabled))).toBe('deny no-usable-method');
    expect(decided(facts({ ...disabled, backupCodesLeft: 1 }))).toBe('challenge');
  });
});

describe('skipping', () => {
  test('passes what can be skipped, for this sign-in', () => {
    expect(decided(facts({ skipped: true }), policy('optional'))).toBe('allow');
    expect(decided(facts({ skipped: true, periods: [period(3)] }), policy('soft'))).toBe('allow');
  });

  test('does not pass what cannot', () => {
    expect(decided(facts({ skipped: true }), policy('forced'))).toBe('enroll forced');
    expect(decided(facts({ skipped: true, periods: [period(-1)] }), policy('soft'))).toBe(
      'deny enrollment-expired',
    );
  });
});

describe('users who set up 2FA while activating their account (R9)', () => {
  const activating = { enrollmentDueFromActivation: true, periods: [period(7)] };

  test('cannot skip what is soft for others', () => {
    expect(decided(facts(activating), policy('soft'))).toBe('enroll forced');
    expect(decided(facts(activating), policy('optional'))).toBe('enroll optional, skippable');
  });

  test('can where the setting is off', () => {
    expect(decided(facts({ ...activating, settings: { enrollAtActivation: false } }), policy('soft'))).toBe(
      'enroll soft, skippable',
    );
  });
});

describe('the rescue command', () => {
  const rescued = { settings: { enforcement: false } };

  test('lifts requirements, those of the strict profile too', () => {
    expect(decided(facts(rescued), policy('forced'))).toBe('allow');
    expect(decided(facts({ settings: { enforcement: false, strictProfile: true } }))).toBe('allow');
  });

  test('does not lift what denies, nor what is required of administrators', () => {
    expect(decided(facts(rescued), policy('deny'))).toBe('deny denied-by-policy');
    expect(decided(facts({ ...rescued, role: 'owner' }))).toBe('enroll forced');
  });
});

describe('the strict profile (R8)', () => {
  const strict = { settings: { strictProfile: true } };

  test('makes 2FA mandatory for everybody', () => {
    expect(decided(facts(strict))).toBe('enroll forced');
  });

  test('leaves nothing to skip', () => {
    const given = facts({ ...strict, authenticators: [totp], proved: ['totp'], skipped: true });
    expect(decided(given, policy('optional', { owed: ['webauthn'] }))).toBe('enroll forced');
  });

  test('remembers no device', () => {
    expect(decided(facts({ ...strict, authenticators: [totp], rememberedDevice: true }))).toBe('challenge');
  });
});
