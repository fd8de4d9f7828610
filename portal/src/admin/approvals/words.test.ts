import { expect, test } from 'vitest';
import { formatDateTime } from '../../ui/time.ts';
import { changeInWords } from './words.ts';

test('what is to be approved is read as the form says it, with times as people write them', () => {
  const until = '2027-02-20T23:59:59.000Z';
  expect(changeInWords({ act: 'exempt' }, { field: 'until', value: until })).toEqual({
    label: 'Until',
    said: formatDateTime(until),
  });
  expect(changeInWords({ act: 'exempt' }, { field: 'owner', value: 'ada' }).label).toBe('Answers for it');
  expect(changeInWords({ act: 'change-roles' }, { field: 'role', value: 'owner' })).toEqual({
    label: 'Role',
    said: 'owner',
  });
});
