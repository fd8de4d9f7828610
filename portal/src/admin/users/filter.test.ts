import { expect, test } from 'vitest';
import { readUserFilter } from './filter.ts';

test('a filter in the address is read as it was written', () => {
  const filter = {
    q: 'ada',
    status: 'expired',
    required: 'true',
    group: 'g1',
    method: 'totp',
    state: 'active',
  };
  expect(readUserFilter(filter)).toEqual(filter);
});

test('words that the list does not know are left out', () => {
  expect(readUserFilter({ status: 'asleep', method: 'carrier-pigeon', q: '', other: 1 })).toEqual({});
});
