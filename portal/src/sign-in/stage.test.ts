import { expect, test } from 'vitest';
import { stageOf } from './stage.ts';

const user = { username: 'ann', displayName: 'Ann' };

test('backup codes are shown before whatever comes next', () => {
  expect(stageOf({ state: 'complete', user, backupCodes: ['one', 'two'] })).toEqual({
    at: 'backup-codes',
    codes: ['one', 'two'],
    username: 'ann',
    next: { at: 'complete' },
  });
});

test('each state leads to the step that it names', () => {
  const challenge = { methods: ['totp' as const], default: 'totp' as const };
  expect(stageOf({ state: 'challenge', user, challenge })).toEqual({ at: 'challenge', challenge });
  const denial = { code: 'enrollment-expired' as const, message: 'Too late.' };
  expect(stageOf({ state: 'denied', user, denial })).toEqual({ at: 'denied', denial, username: 'ann' });
});

test('a state without what belongs to it is an error, never a step', () => {
  expect(() => stageOf({ state: 'challenge' })).toThrow('challenge');
});
