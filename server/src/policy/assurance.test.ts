import { expect, test } from 'vitest';
import { assuranceOf } from './assurance.ts';
import { methodTraits } from './methods.ts';
import { methodKinds } from './model.ts';

test('a password alone is level 1', () => {
  expect(assuranceOf([])).toBe('aal1');
});

test.each(methodKinds)('a password and %s is level 2', (method) => {
  expect(assuranceOf([{ method }])).toBe('aal2');
});

test('rule 13: each method declares its factor, its strength and what channel it needs', () => {
  for (const kind of methodKinds) expect(methodTraits[kind].kind).toBe(kind);
});
