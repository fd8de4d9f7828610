import type { ExplainedDecision, Explanation } from '@sallyport/contract/explain.ts';
import { expect, test } from 'vitest';
import { asksInWords, detailsOf, outcomeInWords } from './outcome-words.ts';

const request: Explanation['request'] = {
  resource: { kind: 'portal' },
  address: null,
  rememberedDevice: false,
  proofs: [],
  skipped: false,
};
const at = '2026-11-21T12:00:00.000Z';
const step = (
  outcome: ExplainedDecision['outcome'],
  more: Partial<ExplainedDecision> = {},
): ExplainedDecision => ({
  outcome,
  requiredBy: [],
  ...more,
});
const allow = step('allow');
const challenge = step('challenge', { methods: ['totp', 'backup-code'] });

test('the outcome is one sentence, from the password to the end', () => {
  expect(outcomeInWords({ decision: allow, afterwards: [], request })).toBe(
    'Let in with the password alone.',
  );
  expect(outcomeInWords({ decision: challenge, afterwards: [allow], request })).toBe(
    'Asked for a second factor, then let in.',
  );
  const enroll = step('enroll', { skippable: false, methods: ['totp'] });
  expect(outcomeInWords({ decision: challenge, afterwards: [enroll, allow], request })).toBe(
    'Asked for a second factor, then made to set up a second factor, then let in.',
  );
});

test('of a past sign-in it says what was done', () => {
  const proofs = [{ method: 'totp', at, byEnrolling: true }] as const;
  const past = { ...request, proofs: [...proofs] };
  expect(outcomeInWords({ decision: allow, afterwards: [], request: past })).toBe(
    'Set up a second factor, then let in.',
  );
  expect(detailsOf({ decision: allow, afterwards: [], request: past })).toEqual([
    'Set up: authenticator app.',
  ]);
});

test('the particulars say by which methods, until when, and why it is refused', () => {
  const denied = step('deny', { code: 'denied-by-policy' });
  expect(detailsOf({ decision: challenge, afterwards: [denied], request })).toEqual([
    'Asked for: authenticator app or backup code.',
    'A policy denies it.',
  ]);
});

test('what a policy asks is said in short', () => {
  expect(asksInWords({ strength: 'soft', days: 7, owed: ['totp'] })).toBe(
    '2FA mandatory, 7 days of grace, owes authenticator app',
  );
  expect(asksInWords({ strength: 'deny' })).toBe('Refuses');
});
