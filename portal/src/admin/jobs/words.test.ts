import { expect, test } from 'vitest';
import { jobName, progressInWords } from './words.ts';

test('a job says what it does and how far it is', () => {
  expect(jobName({ kind: 'require' })).toBe('Require 2FA');
  expect(jobName({ kind: 'newer-than-this-page' })).toBe('newer-than-this-page');
  expect(progressInWords({ state: 'waiting', done: 0, total: 9 })).toBe('Waiting for its turn');
  expect(progressInWords({ state: 'running', done: 0, total: 0 })).toBe('Looking for whom it is about');
  expect(progressInWords({ state: 'running', done: 1200, total: 100_000 })).toBe('1,200 of 100,000');
  expect(progressInWords({ state: 'done', done: 0, total: 0 })).toBe('Nobody to do it for');
});
