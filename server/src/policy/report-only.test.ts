import { expect, test } from 'vitest';
import { browser, facts, now, policy, silent, totp } from '../../../test/support/policy/examples.ts';
import { compile } from './compile.ts';
import type { Policy } from './model.ts';
import { reportOnlyHits } from './report-only.ts';

const outcomeOf = (given: Parameters<typeof facts>[0], reporting: Policy, ...others: Policy[]) =>
  reportOnlyHits(facts(given), compile([...others, { ...reporting, state: 'report-only' }]))[0]?.outcome;

test('it says what the policy would have done, had it been on', () => {
  expect(outcomeOf({}, policy('deny'))).toBe('denied');
  expect(outcomeOf({}, policy('forced'))).toBe('forced-enrollment');
  expect(outcomeOf({}, policy('soft'))).toBe('enrollment');
  expect(outcomeOf({}, policy('optional'))).toBe('enrollment');
  const atServer = { at: 'server', over: silent, authenticators: [totp] } as const;
  expect(outcomeOf(atServer, policy('forced'))).toBe('denied');
});

test('who would have been asked is told apart from who was asked anyway', () => {
  const enrolled = { authenticators: [totp], settings: { askEnrolledWhenNotRequired: false } };
  expect(outcomeOf(enrolled, policy('forced'))).toBe('asked');
  expect(outcomeOf({ ...enrolled, proved: ['totp'] }, policy('forced'))).toBe('asked');
  expect(outcomeOf(enrolled, policy('forced'), policy('forced', { id: 'other' }))).toBe('nothing');
  expect(outcomeOf({ authenticators: [totp] }, policy('forced'))).toBe('nothing');
});

test('what comes after the challenge counts as well', () => {
  const owing = policy('forced', { owed: ['webauthn'] });
  expect(outcomeOf({ authenticators: [totp] }, owing)).toBe('forced-enrollment');
});

test('who is lifted from a requirement meets with nothing, but a deny still denies', () => {
  const exempt = { exemptions: [{ until: now + 1 }] };
  expect(outcomeOf(exempt, policy('forced'))).toBe('nothing');
  expect(outcomeOf(exempt, policy('deny'))).toBe('denied');
});

test('a login that the policy is not about is no hit, nor is one of a policy that is on or off', () => {
  const elsewhere = policy('forced', { when: { networks: ['10.0.0.0/8'] } });
  expect(outcomeOf({ over: browser }, elsewhere)).toBeUndefined();
  const states = (['on', 'off'] as const).map((state) => policy('deny', { id: state, state }));
  expect(reportOnlyHits(facts(), compile(states))).toEqual([]);
});
