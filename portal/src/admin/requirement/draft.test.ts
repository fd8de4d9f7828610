import { expect, test } from 'vitest';
import { draftOf, inputOf, isChanged } from './draft.ts';

const soft = { strength: 'soft', days: 14, entries: ['portal'], owed: ['totp'] } as const;
const mutable = { ...soft, entries: [...soft.entries], owed: [...soft.owed] };

test('what is in force survives being opened and saved', () => {
  expect(inputOf(draftOf(mutable))).toEqual(soft);
  expect(isChanged(draftOf(mutable), mutable)).toBe(false);
});

test('days belong to a grace period only, and 7 are proposed', () => {
  expect(draftOf({ strength: 'none' }).days).toBe(7);
  expect(inputOf({ ...draftOf(mutable), strength: 'forced' })).not.toHaveProperty('days');
});

test('off is the absence of a requirement', () => {
  expect(inputOf(draftOf({ strength: 'none' }))).toBeNull();
});

test('another number of days is a change', () => {
  expect(isChanged({ ...draftOf(mutable), days: '30' }, mutable)).toBe(true);
});
