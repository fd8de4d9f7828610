import { expect, test } from 'vitest';
import { actorName, detailText, kindInWords } from './event-words.ts';

test('a kind of event reads as a phrase', () => {
  expect(kindInWords('sign-in.completed')).toBe('Sign-in completed');
  expect(kindInWords('two-factor.reset')).toBe('2FA reset');
  expect(kindInWords('activation-link.created')).toBe('Activation link created');
});

test('an actor is called by name, and by kind where the name alone would mislead', () => {
  expect(actorName({ kind: 'user', id: '1', name: 'ada' })).toBe('ada');
  expect(actorName({ kind: 'token', id: '1', name: 'HR sync' })).toBe('HR sync (an API token)');
  expect(actorName({ kind: 'system' })).toBe('Sallyport itself');
});

test('details of any shape fit on a line', () => {
  expect(detailText('totp')).toBe('totp');
  expect(detailText({ from: 1, to: [2] })).toBe('{"from":1,"to":[2]}');
});
