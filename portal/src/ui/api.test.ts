import { expect, test } from 'vitest';
import { address } from './api.ts';

test('ids are escaped and filters that are not set are left out', () => {
  expect(address('GET /users/:id', { params: { id: 'a/b?c' } })).toBe('/api/v1/users/a%2Fb%3Fc');
  expect(address('GET /users', { query: { q: 'ann & bob', status: undefined, group: '' } })).toBe(
    '/api/v1/users?q=ann+%26+bob',
  );
});
