import { expect, test } from 'vitest';
import { confirmation, impacts } from './preview-words.ts';

const counts = { asked: 2, mustEnroll: 5, notActivated: 0, lockedOut: 1 };

test('the button says how many people a change concerns', () => {
  expect(confirmation('soft', 1234)).toBe('Require 2FA of 1,234 people');
  expect(confirmation('optional', 1)).toBe('Offer 2FA to 1 person');
  expect(confirmation('none', 3)).toBe('Switch it off for 3 people');
});

test('impacts name only those there are, lock-outs last', () => {
  const told = impacts('forced', counts);
  expect(told.map(({ count }) => count)).toEqual([2, 5, 1]);
  expect(told.at(-1)?.what).toMatch(/not be able to sign in/);
});

test('with a grace period, the deadline is said', () => {
  const [, enrolling] = impacts('soft', { ...counts, deadline: '2026-11-28T22:59:59.999Z' });
  expect(enrolling?.what).toContain('2026');
});

test('switching off hits nobody', () => {
  expect(impacts('none', counts)).toEqual([]);
});
