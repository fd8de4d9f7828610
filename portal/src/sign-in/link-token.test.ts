import { expect, test } from 'vitest';
import { tokenOf } from './link-token.ts';

test('the token is the last part of the fragment', () => {
  expect(tokenOf('#abc-DEF_123')).toBe('abc-DEF_123');
  expect(tokenOf('#/activate/abc')).toBe('abc');
  expect(tokenOf('#token=abc')).toBe('abc');
});

test('without a fragment there is no token', () => {
  expect(tokenOf('')).toBeUndefined();
  expect(tokenOf('#')).toBeUndefined();
});
