import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeReturnPath, signInAddress } from './return-path.ts';

const origin = 'https://login.example.org';

test('a path of this origin is kept, with query and fragment', () => {
  expect(safeReturnPath('/users?status=expired#top', origin)).toBe('/users?status=expired#top');
});

test.each([
  null,
  '',
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '/\t/evil.example/',
  'javascript:alert(1)',
  'users',
  '/sign-in?return=/users',
  '/activate',
])('%j leads to the first page', (candidate) => {
  expect(safeReturnPath(candidate, origin)).toBe('/');
});

test('no text whatever leads to another origin', () => {
  const hostile = fc.array(
    fc.constantFrom('/', '\\', '@', ':', '.', '\t', '\n', 'https', 'evil.example', '?', '#'),
  );
  fc.assert(
    fc.property(hostile, (parts) => {
      const path = safeReturnPath(parts.join(''), origin);
      expect(new URL(path, origin).origin).toBe(origin);
    }),
  );
});

test('the sign-in page leads back to where the reader was', () => {
  const address = signInAddress({ pathname: '/users', search: '?q=ann', hash: '' });
  expect(safeReturnPath(new URL(address, origin).searchParams.get('return'), origin)).toBe('/users?q=ann');
  expect(signInAddress({ pathname: '/', search: '', hash: '' })).toBe('/sign-in');
});
