import { expect, test } from 'vitest';
import { readUserFilter, readUsersView } from './filter.ts';

test('a filter in the address is read as it was written', () => {
  const filter = {
    q: 'ada',
    status: 'expired',
    required: 'true',
    group: 'g1',
    method: 'totp',
    state: 'active',
    lacks: 'webauthn',
    role: 'none',
    backupCodes: 'few',
    lastSignInBefore: '2026-08-01',
    exempt: 'false',
  };
  expect(readUserFilter(filter)).toEqual(filter);
});

test('which method the column shows is no filter', () => {
  expect(readUsersView({ q: 'ada', column: 'totp' })).toEqual({ q: 'ada', column: 'totp' });
  expect(readUserFilter({ q: 'ada', column: 'totp' })).toEqual({ q: 'ada' });
});

test('words that the list does not know are left out', () => {
  expect(
    readUserFilter({ status: 'asleep', method: 'carrier-pigeon', lastSignInBefore: 'soon', q: '', other: 1 }),
  ).toEqual({});
});
