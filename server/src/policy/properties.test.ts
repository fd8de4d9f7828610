import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as arbitrary from '../../../test/support/policy/arbitrary.ts';
import { browser, now, policy, proof } from '../../../test/support/policy/examples.ts';
import { compile } from './compile.ts';
import { applies } from './criteria.ts';
import { decide } from './decide.ts';
import { explain } from './explain.ts';
import { type Decision, type Facts, methodKinds, resourceKinds } from './model.ts';
import { standing } from './standing.ts';

const runs = { numRuns: 500 };

const deepFreeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
};

/** The user has proved everything there is to prove. */
const havingProved = (facts: Facts): Facts => ({ ...facts, proofs: methodKinds.map(proof) });

test('the same facts always get the same decision, and are left as they are', () => {
  fc.assert(
    fc.property(arbitrary.facts, arbitrary.policies(), (facts, policies) => {
      deepFreeze(policies);
      const compiled = compile(policies);
      expect(decide(deepFreeze(facts), compiled)).toEqual(decide(structuredClone(facts), compile(policies)));
    }),
    runs,
  );
});

test('whatever the facts, it can be decided', () => {
  fc.assert(
    fc.property(arbitrary.facts, arbitrary.policies(), (facts, policies) => {
      expect(decide(facts, compile(policies))).not.toMatchObject({ code: 'undecidable' });
    }),
    runs,
  );
});

test('explain comes to the decision of decide, for the reasons it shows', () => {
  fc.assert(
    fc.property(arbitrary.facts, arbitrary.policies(), (facts, policies) => {
      const compiled = compile(policies);
      const explanation = explain(facts, compiled);
      expect(explanation.decision).toEqual(decide(facts, compiled));
      expect(explanation.policies).toHaveLength(compiled.length);
      for (const { effect, criteria } of explanation.policies) {
        expect(effect === 'missed').toBe(criteria.some(({ verdict }) => !applies(verdict)));
      }
    }),
    runs,
  );
});

test('who is named as the reason for a decision did apply', () => {
  fc.assert(
    fc.property(arbitrary.facts, arbitrary.policies({ when: fc.constant({}) }), (facts, policies) => {
      const { decision, policies: evidence } = explain(facts, compile(policies));
      const applied = evidence.filter(({ effect }) => effect === 'applied').map(({ policy }) => policy);
      expect(applied).toEqual(expect.arrayContaining(decision.because.map(({ policy }) => policy)));
    }),
    runs,
  );
});

test('adding a policy lets nobody in, except past an enrollment that could be skipped', () => {
  const gentle = (decision: Decision): boolean =>
    decision.outcome === 'allow' || (decision.outcome === 'enroll' && decision.skippable);
  fc.assert(
    fc.property(arbitrary.facts, arbitrary.policies(), fc.nat(3), (facts, policies, index) => {
      const fewer = policies.filter((_, at) => at !== index);
      if (decide(facts, compile(policies)).outcome === 'allow') {
        expect(decide(facts, compile(fewer))).toSatisfy(gentle);
      }
    }),
    runs,
  );
});

test('once all is proved, adding a policy makes the decision stricter or leaves it, but for what can be skipped', () => {
  const severity = (decision: Decision): number => {
    if (decision.outcome === 'enroll') return decision.skippable ? 0 : 1;
    return decision.outcome === 'deny' ? 2 : 0;
  };
  fc.assert(
    fc.property(arbitrary.facts, arbitrary.policies(), fc.nat(3), (given, policies, index) => {
      const facts = havingProved(given);
      const fewer = policies.filter((_, at) => at !== index);
      expect(severity(decide(facts, compile(policies)))).toBeGreaterThanOrEqual(
        severity(decide(facts, compile(fewer))),
      );
    }),
    runs,
  );
});

test('a policy that denies denies, whatever else is asked, proved, exempted or rescued', () => {
  fc.assert(
    fc.property(arbitrary.facts, arbitrary.policies(), (facts, policies) => {
      expect(decide(facts, compile([...policies, policy('deny')])).outcome).toBe('deny');
    }),
    runs,
  );
});

test('a password alone enrolls nobody who has anything, be it a temporary access code', () => {
  fc.assert(
    fc.property(arbitrary.facts, arbitrary.policies(), (facts, policies) => {
      const { authenticators, backupCodesLeft, accessCodeUntil = 0 } = facts.user;
      const code = accessCodeUntil > facts.now && !facts.settings.strictProfile;
      fc.pre(authenticators.length > 0 || backupCodesLeft > 0 || code);
      expect(decide({ ...facts, proofs: [] }, compile(policies)).outcome).not.toBe('enroll');
    }),
    runs,
  );
});

test('nobody whose period has expired enrolls, on any channel', () => {
  fc.assert(
    fc.property(arbitrary.facts, arbitrary.policies(), (facts, policies) => {
      const compiled = compile(policies);
      fc.pre(standing(facts.user, compiled, facts.settings, facts.now).status === 'expired');
      expect(decide(facts, compiled).outcome).not.toBe('enroll');
    }),
    runs,
  );
});

test('nobody gets in without the second factor where a forced policy applies, unless they are exempt', () => {
  fc.assert(
    fc.property(arbitrary.facts, arbitrary.policies(), (given, policies) => {
      const facts = { ...given, proofs: [], user: { ...given.user, exemptions: [] } };
      fc.pre(facts.settings.enforcement && !facts.request.rememberedDevice);
      expect(decide(facts, compile([...policies, policy('forced')])).outcome).not.toBe('allow');
    }),
    runs,
  );
});

/** For standings: requirements that never contradict each other, in circumstances that a request can meet. */
const harmonious = arbitrary
  .policies({
    strength: fc.constantFrom('none', 'optional', 'soft', 'forced'),
    when: fc.oneof(
      fc.constant({}),
      fc.subarray([...resourceKinds], { minLength: 1 }).map((resourceKinds) => ({ resourceKinds })),
    ),
  })
  .map((policies) =>
    policies.map((policy) => {
      if (policy.action.kind === 'deny') return policy;
      const { allowed: _, ...requirement } = policy.action.requirement;
      return { ...policy, action: { kind: 'require', requirement } as const };
    }),
  );

const withAllEnabled = (facts: Facts): Facts => ({
  ...facts,
  user: { ...facts.user, state: 'active' },
  settings: { ...facts.settings, enabledMethods: new Set(methodKinds) },
});

const everywhere = (facts: Facts, policies: Parameters<typeof compile>[0]): Decision[] =>
  resourceKinds.map((kind) =>
    decide(
      { ...facts, request: { ...facts.request, resource: { kind }, channel: browser } },
      compile(policies),
    ),
  );

test('rule 16: expired is whoever some entry denies because of it', () => {
  fc.assert(
    fc.property(arbitrary.facts.map(withAllEnabled), harmonious, (facts, policies) => {
      const { status } = standing(facts.user, compile(policies), facts.settings, facts.now);
      const denied = everywhere(facts, policies).some(
        (decision) => decision.outcome === 'deny' && decision.code === 'enrollment-expired',
      );
      expect(status === 'expired').toBe(denied);
    }),
    runs,
  );
});

test('rule 16: required is whoever, having nothing, would at some entry have to enroll, now or by a deadline', () => {
  fc.assert(
    fc.property(arbitrary.facts.map(withAllEnabled), harmonious, (facts, policies) => {
      const { required } = standing(facts.user, compile(policies), facts.settings, facts.now);
      const { accessCodeUntil: _, ...codeless } = facts.user;
      const bare = {
        ...facts,
        user: { ...codeless, authenticators: [], backupCodesLeft: 0 },
        proofs: [],
        skipped: false,
      };
      const pressed = everywhere(bare, policies).some(
        (decision) =>
          (decision.outcome === 'deny' && decision.code === 'enrollment-expired') ||
          (decision.outcome === 'enroll' && decision.strength !== 'optional'),
      );
      expect(required).toBe(pressed);
    }),
    runs,
  );
});

test('rule 16: enrolled is whoever has something, and no entry asks to set up more that is required', () => {
  fc.assert(
    fc.property(arbitrary.facts.map(withAllEnabled), harmonious, (given, policies) => {
      const facts = { ...havingProved(given), skipped: false };
      const { status } = standing(facts.user, compile(policies), facts.settings, facts.now);
      const settled = everywhere(facts, policies).every(
        (decision) =>
          decision.outcome === 'allow' || (decision.outcome === 'enroll' && decision.strength === 'optional'),
      );
      const hasSomething = facts.user.authenticators.some(({ disabled }) => !disabled);
      expect(status === 'enrolled').toBe(hasSomething && settled);
    }),
    runs,
  );
});

test('rule 16: whoever is in a period is asked to enroll somewhere, and denied after it', () => {
  fc.assert(
    fc.property(arbitrary.facts.map(withAllEnabled), harmonious, (given, policies) => {
      const facts = { ...havingProved(given), skipped: false };
      const { status, period } = standing(facts.user, compile(policies), facts.settings, now);
      fc.pre(status === 'in-enrollment-period' && period !== undefined);
      expect(everywhere(facts, policies).some(({ outcome }) => outcome === 'enroll')).toBe(true);
      const later = { ...facts, now: (period?.deadline ?? 0) + 1 };
      expect(standing(later.user, compile(policies), later.settings, later.now)).toMatchObject({
        status: 'expired',
        period,
      });
    }),
    runs,
  );
});
