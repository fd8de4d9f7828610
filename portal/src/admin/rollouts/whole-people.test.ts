import { expect, test } from 'vitest';
import { upTo, wholePeople } from './whole-people.ts';

test('a fraction of a person is said to be up to one', () => {
  expect([0, 0.9, 0.30000000000000004, 2, 1200.1].map(upTo)).toEqual([
    '0',
    'up to 1',
    'up to 1',
    '2',
    'up to 1,201',
  ]);
});

test('whole people add up to all of them', () => {
  expect(wholePeople({ all: 9, toEnroll: 0, lockedOut: 0.9 })).toEqual({
    enrolled: 8,
    toEnroll: 0,
    lockedOut: 1,
  });
  expect(wholePeople({ all: 1, toEnroll: 0.4, lockedOut: 0.1 })).toEqual({
    enrolled: 0,
    toEnroll: 0,
    lockedOut: 1,
  });
});
