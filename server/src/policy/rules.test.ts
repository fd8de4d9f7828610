import { describe, expect, test } from 'vitest';
import {
  authenticator,
  browser,
  facts,
  groupId,
  now,
  period,
  policy,
  silent,
  terminal,
  totp,
  webauthn,
} from '../../../test/support/policy/examples.ts';
import { administratorsPolicy } from './built-in.ts';
import { compile, withOwn } from './compile.ts';
import { decide } from './decide.ts';
import { roles } from './model.ts';

/** Each rule of the decision that lives here; the others have their tests where they live. */

describe('rule 1: counts means an authenticator of an allowed method, and every method owed', () => {
  test('another method set up first leaves the one owed to be set up', () => {
    const policies = compile([policy('soft', { owed: ['totp'] })]);
    const given = { authenticators: [webauthn], proved: ['webauthn'], periods: [period(3)] } as const;
    expect(decide(facts(given), policies)).toMatchObject({ outcome: 'enroll', methods: ['totp'] });
    expect(decide(facts({ ...given, periods: [period(-1)] }), policies)).toMatchObject({
      code: 'enrollment-expired',
    });
    expect(decide(facts({ ...given, authenticators: [webauthn, totp] }), policies).outcome).toBe('allow');
  });

  test('a method that is not allowed, not enabled or disabled does not count', () => {
    const webauthnOnly = compile([policy('forced', { allowed: ['webauthn'] })]);
    const proved = { authenticators: [totp], proved: ['totp'] } as const;
    expect(decide(facts(proved), webauthnOnly)).toMatchObject({ outcome: 'enroll', methods: ['webauthn'] });
    const forced = compile([policy('forced')]);
    const disabled = [authenticator('totp', true), webauthn];
    expect(decide(facts({ authenticators: disabled }), forced)).toMatchObject({ methods: ['webauthn'] });
    const settings = { enabledMethods: new Set(['totp', 'backup-code'] as const) };
    const byCode = {
      authenticators: [webauthn],
      backupCodesLeft: 9,
      proved: ['backup-code'],
      settings,
    } as const;
    expect(decide(facts(byCode), forced)).toMatchObject({ outcome: 'enroll', methods: ['totp'] });
  });

  test('backup codes prove but are no enrollment: with nothing else left, first by code, then set up', () => {
    const policies = compile([policy('forced')]);
    expect(decide(facts({ backupCodesLeft: 2 }), policies)).toMatchObject({
      outcome: 'challenge',
      methods: ['backup-code'],
    });
    expect(decide(facts({ backupCodesLeft: 1, proved: ['backup-code'] }), policies)).toMatchObject({
      outcome: 'enroll',
      methods: ['totp', 'webauthn'],
    });
  });

  test('the last backup code proves though none is left', () => {
    const given = facts({ authenticators: [totp], backupCodesLeft: 0, proved: ['backup-code'] });
    expect(decide(given, compile([policy('forced')])).outcome).toBe('allow');
  });
});

describe('rule 2: whoever has any authenticator proves it before enrolling another', () => {
  test('though no policy allows it', () => {
    const policies = compile([policy('forced', { allowed: ['webauthn'] })]);
    expect(decide(facts({ authenticators: [totp] }), policies)).toMatchObject({
      outcome: 'challenge',
      methods: ['totp'],
    });
  });

  test('before a skippable enrollment too', () => {
    const policies = compile([policy('optional', { owed: ['webauthn'] })]);
    expect(decide(facts({ authenticators: [totp], skipped: true }), policies).outcome).toBe('challenge');
  });

  test('all of them disabled and no codes left: an administrator has to help', () => {
    const policies = compile([policy('forced')]);
    const given = { authenticators: [authenticator('totp', true)] };
    expect(decide(facts(given), policies)).toMatchObject({ outcome: 'deny', code: 'no-usable-method' });
    expect(decide(facts({ ...given, backupCodesLeft: 1 }), policies)).toMatchObject({ outcome: 'challenge' });
    expect(decide(facts({ ...given, proved: ['backup-code'] }), policies)).toMatchObject({
      outcome: 'enroll',
      methods: ['totp', 'webauthn'],
    });
  });

  test('a method switched off for the organisation does not open enrolling by password', () => {
    const settings = { enabledMethods: new Set(['totp', 'backup-code'] as const) };
    expect(
      decide(facts({ authenticators: [webauthn], settings }), compile([policy('forced')])),
    ).toMatchObject({
      code: 'no-usable-method',
    });
  });

  test('nor does a channel that cannot carry it', () => {
    const over = { ...terminal, enrolls: true };
    expect(decide(facts({ authenticators: [webauthn], over }), compile([policy('forced')]))).toMatchObject({
      code: 'cannot-ask',
    });
  });

  test('a proof of what has been removed since is worth nothing', () => {
    const given = facts({ authenticators: [webauthn], proved: ['totp'] });
    expect(decide(given, compile([policy('forced')])).outcome).toBe('challenge');
  });
});

describe('rule 3: the earliest live deadline rules', () => {
  test('and is shown, though its policy is for another entry', () => {
    const policies = compile([
      policy('soft', { id: 'everywhere' }),
      policy('soft', { id: 'servers', when: { resourceKinds: ['server'] } }),
    ]);
    const periods = [period(9, 'everywhere'), period(2, 'servers')];
    expect(decide(facts({ periods }), policies)).toMatchObject({
      outcome: 'enroll',
      strength: 'soft',
      deadline: period(2).deadline,
    });
  });

  test('one that is met already is not shown', () => {
    const policies = compile([
      policy('soft', { id: 'any' }),
      policy('soft', { id: 'key', owed: ['webauthn'] }),
    ]);
    const periods = [period(2, 'any'), period(9, 'key')];
    expect(decide(facts({ authenticators: [totp], proved: ['totp'], periods }), policies)).toMatchObject({
      strength: 'soft',
      deadline: period(9).deadline,
      because: [{ policy: 'key' }],
    });
  });

  test('the deadline itself is still before it', () => {
    const policies = compile([policy('soft')]);
    const given = { periods: [period(3)] };
    expect(decide(facts({ ...given, now: period(3).deadline }), policies).outcome).toBe('enroll');
    expect(decide(facts({ ...given, now: period(3).deadline + 1 }), policies).outcome).toBe('deny');
  });

  test('without a stored period there is no grace', () => {
    expect(decide(facts(), compile([policy('soft')]))).toMatchObject({
      strength: 'forced',
      skippable: false,
    });
  });
});

describe('rule 4: a user whose period has expired enrolls nowhere', () => {
  const sshOnly = policy('soft', { when: { resourceKinds: ['server'] } });
  const expired = { periods: [period(-1)] };

  test('what the policy covers is denied, and says since when', () => {
    for (const over of [browser, terminal, silent]) {
      expect(decide(facts({ ...expired, at: 'server', over }), compile([sshOnly]))).toEqual({
        outcome: 'deny',
        code: 'enrollment-expired',
        since: period(-1).deadline,
        because: [{ policy: 'soft', name: 'soft', kind: 'named' }],
      });
    }
  });

  test('what it does not cover goes on, without enrolling', () => {
    expect(decide(facts(expired), compile([sshOnly])).outcome).toBe('allow');
    expect(decide(facts(expired), compile([sshOnly, policy('optional')])).outcome).toBe('allow');
    expect(decide(facts(expired), compile([sshOnly, policy('forced')]))).toMatchObject({
      outcome: 'deny',
      code: 'enrollment-expired',
    });
  });

  test('whoever met the requirement in time is not concerned', () => {
    expect(decide(facts({ ...expired, authenticators: [totp] }), compile([policy('soft')])).outcome).toBe(
      'challenge',
    );
  });

  test('an expired period counts for nothing while its policy is off', () => {
    expect(
      decide(facts(expired), compile([policy('soft', { state: 'off' }), policy('forced')])),
    ).toMatchObject({
      outcome: 'enroll',
    });
  });
});

describe('rule 6: allowed methods are intersected, methods owed are united', () => {
  test('a challenge offers what all allow', () => {
    const policies = compile([
      policy('forced', { id: 'a', allowed: ['totp', 'webauthn'] }),
      policy('forced', { id: 'b', allowed: ['webauthn', 'backup-code'] }),
    ]);
    const given = facts({ authenticators: [totp, webauthn], backupCodesLeft: 5 });
    expect(decide(given, policies)).toMatchObject({ outcome: 'challenge', methods: ['webauthn'] });
  });

  test('what all owe is owed', () => {
    const policies = compile([
      policy('forced', { id: 'a', owed: ['totp'] }),
      policy('forced', { id: 'b', owed: ['webauthn'] }),
    ]);
    const given = { authenticators: [totp], proved: ['totp'] } as const;
    expect(decide(facts(given), policies)).toMatchObject({ outcome: 'enroll', methods: ['webauthn'] });
  });

  test('a stricter policy is met before a gentler one is asked: its grace stays', () => {
    const policies = compile([policy('forced'), policy('soft', { allowed: ['webauthn'] })]);
    const given = { authenticators: [totp], periods: [period(20)] };
    expect(decide(facts(given), policies)).toMatchObject({ outcome: 'challenge', methods: ['totp'] });
    expect(decide(facts({ ...given, proved: ['totp'] }), policies)).toMatchObject({
      strength: 'soft',
      skippable: true,
      methods: ['webauthn'],
    });
  });

  test('a policy that is met wants a proof that it allows, in grace of another or not', () => {
    const policies = compile([policy('forced', { allowed: ['webauthn'] })]);
    const given = facts({
      authenticators: [webauthn, totp],
      backupCodesLeft: 3,
      proved: ['totp', 'backup-code'],
    });
    expect(decide(given, policies)).toMatchObject({ outcome: 'challenge', methods: ['webauthn'] });
  });

  test('empty means deny', () => {
    const contradiction = [
      policy('forced', { id: 'a', allowed: ['totp'] }),
      policy('forced', { id: 'b', allowed: ['webauthn'] }),
    ];
    const given = facts({ authenticators: [totp, webauthn], proved: ['totp', 'webauthn'] });
    expect(decide(given, compile(contradiction))).toMatchObject({ code: 'no-usable-method' });
    const settings = { enabledMethods: new Set(['totp'] as const) };
    expect(decide(facts({ settings }), compile([policy('forced', { owed: ['webauthn'] })]))).toMatchObject({
      code: 'no-usable-method',
    });
  });
});

describe('rule 7: an exemption lifts requirements', () => {
  const exempt = { exemptions: [{ until: now + 1 }] };

  test('while it lasts', () => {
    expect(decide(facts(exempt), compile([policy('forced')])).outcome).toBe('allow');
    expect(decide(facts({ ...exempt, now: now + 1 }), compile([policy('forced')])).outcome).toBe('enroll');
  });

  test('never deny, suspension, the strict profile or what is required of administrators', () => {
    expect(decide(facts(exempt), compile([policy('deny')]))).toMatchObject({ code: 'denied-by-policy' });
    expect(decide(facts({ ...exempt, state: 'suspended' }), compile([]))).toMatchObject({
      code: 'not-active',
    });
    expect(decide(facts({ ...exempt, settings: { strictProfile: true } }), compile([]))).toMatchObject({
      strength: 'forced',
    });
    expect(decide(facts({ ...exempt, role: 'auditor' }), compile([]))).toMatchObject({ strength: 'forced' });
  });
});

describe('rule 8: a remembered device', () => {
  const remembered = { rememberedDevice: true, authenticators: [totp] };

  test('turns a challenge into allow if every matching policy permits it', () => {
    const permitting = policy('forced');
    const refusing = policy('none', { rememberDevices: false });
    expect(decide(facts(remembered), compile([permitting])).outcome).toBe('allow');
    expect(decide(facts(remembered), compile([permitting, refusing])).outcome).toBe('challenge');
  });

  test('never replaces an enrollment, the proof before it, or a deny', () => {
    const owing = compile([policy('forced', { owed: ['webauthn'] })]);
    expect(decide(facts(remembered), owing).outcome).toBe('challenge');
    expect(decide(facts({ rememberedDevice: true }), compile([policy('forced')])).outcome).toBe('enroll');
    expect(decide(facts(remembered), compile([policy('deny')])).outcome).toBe('deny');
  });
});

describe('rule 9: channels', () => {
  test('one that cannot ask denies a challenge', () => {
    expect(
      decide(facts({ authenticators: [totp], over: silent }), compile([policy('forced')])),
    ).toMatchObject({
      code: 'cannot-ask',
    });
  });

  test('one that cannot ask for all there is to prove denies at once', () => {
    const policies = compile([
      policy('forced', { id: 'a', allowed: ['totp', 'webauthn'] }),
      policy('forced', { id: 'b', allowed: ['webauthn'] }),
    ]);
    const given = { over: terminal, authenticators: [webauthn, totp] };
    expect(decide(facts(given), policies)).toMatchObject({ code: 'cannot-ask' });
  });

  test('one that carries codes only asks for those', () => {
    const given = { over: terminal, authenticators: [webauthn, totp] };
    expect(decide(facts(given), compile([policy('forced')]))).toMatchObject({ methods: ['totp'] });
  });

  test('one that enrolls by codes only offers those', () => {
    const over = { ...terminal, enrolls: true };
    expect(decide(facts({ over }), compile([policy('forced')]))).toMatchObject({ methods: ['totp'] });
    expect(decide(facts({ over }), compile([policy('forced', { allowed: ['webauthn'] })]))).toMatchObject({
      code: 'cannot-enroll',
    });
  });
});

describe('rule 10: a criterion that cannot be evaluated hits where it requires, misses where it excludes', () => {
  const unknown = { address: null };

  test.each([
    ['inside networks, address unknown', { networks: ['10.0.0.0/8'] }, unknown],
    ['outside networks, address unknown', { outsideNetworks: ['10.0.0.0/8'] }, unknown],
    ['a network that cannot be read', { networks: ['10.0.0.0/33'] }, {}],
    ['an address that cannot be read', { networks: ['10.0.0.0/8'] }, { address: 'localhost' }],
    [
      'a time zone that does not exist',
      { times: [{ weekdays: [], from: 0, to: 1, timeZone: 'Mars/Base' }] },
      {},
    ],
    ['a server that is not known', { resources: ['db-1'] }, { at: 'server' }],
  ] as const)('%s', (_, when, given) => {
    expect(decide(facts(given), compile([policy('deny', { when })])).outcome).toBe('deny');
  });
});

describe('rule 11: a session is decided anew by its proofs', () => {
  test('one below what is required now is no longer allowed', () => {
    const session = facts({ authenticators: [totp], at: 'server' });
    expect(decide(session, compile([])).outcome).toBe('allow');
    expect(decide(session, compile([policy('forced')])).outcome).toBe('challenge');
  });
});

describe('rule 12: administrators', () => {
  test.each(roles)('%s is under a built-in forced requirement', (role) => {
    expect(decide(facts({ role, skipped: true }), compile([]))).toMatchObject({
      outcome: 'enroll',
      strength: 'forced',
      because: [{ policy: administratorsPolicy.id, kind: 'administrators' }],
    });
  });

  test('a soft requirement of everyone does not touch them', () => {
    const given = facts({ role: 'owner', periods: [period(-1)] });
    expect(decide(given, compile([policy('soft')]))).toMatchObject({
      outcome: 'enroll',
      strength: 'forced',
      because: [{ kind: 'administrators' }],
    });
  });

  test('other requirements do', () => {
    const given = facts({ role: 'owner', authenticators: [totp], proved: ['totp'] });
    expect(decide(given, compile([policy('forced', { owed: ['webauthn'] })])).outcome).toBe('enroll');
  });
});

test('a user’s own policy is added without touching those of the organisation', () => {
  const policies = compile([policy('none')]);
  const own = policy('forced', { id: 'own', who: { kind: 'user', user: facts().user.id } });
  expect(decide(facts(), withOwn(policies, [own]))).toMatchObject({ outcome: 'enroll' });
  expect(decide(facts(), policies)).toMatchObject({ outcome: 'allow' });
});

test('an error while deciding is a deny', () => {
  const broken = facts();
  Object.defineProperty(broken.user, 'groups', {
    get: () => {
      throw new Error('out of reach');
    },
  });
  const who = { kind: 'groups', groups: [groupId('staff')] } as const;
  expect(decide(broken, compile([policy('none', { who })]))).toEqual({
    outcome: 'deny',
    code: 'undecidable',
    because: [],
  });
});
