import { expect, test } from 'vitest';
import { confirmation } from './preview-words.ts';

test('the button says how many people a change concerns', () => {
  expect(confirmation('soft', 1234)).toBe('Require 2FA of 1,234 people');
  expect(confirmation('optional', 1)).toBe('Offer 2FA to 1 person');
  expect(confirmation('none', 3)).toBe('Switch it off for 3 people');
});
