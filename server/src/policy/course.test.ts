import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as arbitrary from '../../../test/support/policy/arbitrary.ts';
import { facts, policy, totp } from '../../../test/support/policy/examples.ts';
import { compile } from './compile.ts';
import { courseOf } from './course.ts';
import { decide } from './decide.ts';

const outcomes = (...[given, policies]: Parameters<typeof courseOf>): string[] =>
  courseOf(given, policies).map(({ outcome }) => outcome);

test('it goes from the first decision through all that is asked', () => {
  expect(outcomes(facts(), compile([policy('forced')]))).toEqual(['enroll', 'allow']);
  expect(outcomes(facts({ authenticators: [totp] }), compile([policy('forced')]))).toEqual([
    'challenge',
    'allow',
  ]);
  const owing = compile([policy('forced', { owed: ['totp', 'webauthn'] })]);
  expect(outcomes(facts({ authenticators: [totp] }), owing)).toEqual(['challenge', 'enroll', 'allow']);
  expect(outcomes(facts(), compile([policy('deny')]))).toEqual(['deny']);
});

test('whatever the facts, it begins with the decision and ends in a pass or a refusal', () => {
  fc.assert(
    fc.property(arbitrary.facts, arbitrary.policies(), (given, policies) => {
      const compiled = compile(policies);
      const course = courseOf(given, compiled);
      expect(course[0]).toEqual(decide(given, compiled));
      expect(course.at(-1)?.outcome).toMatch(/allow|deny/);
      for (const { outcome } of course.slice(0, -1)) expect(outcome).toMatch(/challenge|enroll/);
    }),
  );
});
