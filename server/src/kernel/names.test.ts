import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usernameKey } from './names.ts';

test.each([
  ['case', 'ANNA', 'anna'],
  ['case of other scripts', 'ΟΔΥΣΣΕΥΣ', 'οδυσσευς'],
  ['sharp s', 'STRASSE', 'straße'],
  ['capital sharp s', 'STRAẞE', 'straße'],
  ['width', 'Ａｎｎａ', 'anna'],
  ['composition', 'Ju\u0308rgen', 'Jürgen'],
  ['surrounding spaces', '\u00a0 anna\t', 'anna'],
  ['invisible characters', 'an\u200bn\u00ada\u0000', 'anna'],
])('spellings that differ in %s are one name', (_, one, other) => {
  expect(usernameKey(one)).toBe(usernameKey(other));
});

test('names that look different are different', () => {
  expect(new Set(['anna', 'änna', 'anna b', 'аnna'].map(usernameKey)).size).toBe(4);
});

test('a key is its own key, and the key of every change of its case', () => {
  fc.assert(
    // Composed first, as every keyboard does: changing the case of letters that are taken apart may join them anew.
    fc.property(
      fc.string({ unit: 'grapheme' }).map((name) => name.normalize('NFC')),
      (name) => {
        const key = usernameKey(name);
        expect(usernameKey(key)).toBe(key);
        expect(usernameKey(name.toUpperCase())).toBe(key);
      },
    ),
    { numRuns: 2_000 },
  );
});
