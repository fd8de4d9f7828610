import { expect, test } from 'vitest';
import { fieldName } from './words.ts';

test('fields of a call are named for people', () => {
  expect(fieldName('role')).toBe('Role');
  expect(fieldName('lapsedPeriods')).toBe('Lapsed periods');
  expect(fieldName('mail.smtp.host')).toBe('Mail: Smtp: Host');
});
