import { expect, test } from 'vitest';
import { clockWarnings } from './clock-warnings.ts';

test('nothing is said about a clock that is well, or that nobody watches', () => {
  expect(clockWarnings({ synchronised: true, offset: 12 })).toEqual([]);
  expect(clockWarnings({ synchronised: null, offset: null })).toEqual([]);
});

test('each fault of the clock has a sentence of its own', () => {
  expect(clockWarnings({ synchronised: false, offset: -90_000, behind: 3_600_000 })).toHaveLength(3);
});
