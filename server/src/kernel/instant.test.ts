import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { isoTime } from './instant.ts';

test('whatever is stored as a time is told as one, without an error', () => {
  fc.assert(
    fc.property(fc.double(), (instant) => {
      expect(z.iso.datetime().safeParse(isoTime(instant)).success).toBe(true);
    }),
    {
      examples: [[Number.NaN], [Number.POSITIVE_INFINITY], [Number.NEGATIVE_INFINITY], [253_402_300_800_000]],
    },
  );
  expect(isoTime(253_402_300_799_999)).toBe('9999-12-31T23:59:59.999Z');
  expect(isoTime(0)).toBe('1970-01-01T00:00:00.000Z');
});
