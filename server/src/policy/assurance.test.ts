import { expect, test } from 'vitest';
import { assuranceOf } from './assurance.ts';
import { methodKinds } from './model.ts';

test('a password alone is level 1', () => {
  expect(assuranceOf([])).toBe('aal1');
});

test.each(methodKinds)('a password and %s is level 2', (method) => {
  expect(assuranceOf([{ method }])).toBe('aal2');
});
