import { expect, test } from 'vitest';
import { explainInput, fromLocalField, readExplainView, toLocalField } from './login.ts';

test('the address of the page says which login is explained', () => {
  expect(explainInput(readExplainView({}))).toBeUndefined();
  expect(explainInput(readExplainView({ entry: '17', user: 'u' }))).toEqual({ auditSeq: 17 });
  expect(explainInput(readExplainView({ signIn: 's' }))).toEqual({ signInId: 's' });
  expect(explainInput(readExplainView({ user: 'u', kind: 'nonsense', address: ' ' }))).toEqual({
    userId: 'u',
    resource: { kind: 'portal' },
  });
  expect(
    explainInput(readExplainView({ user: 'u', kind: 'server', resource: 'db', remembered: 'yes' })),
  ).toEqual({ userId: 'u', resource: { kind: 'server', id: 'db' }, rememberedDevice: true });
});

test('a time survives the field for local date and time', () => {
  const iso = '2026-12-01T08:30:00.000Z';
  expect(fromLocalField(toLocalField(iso))).toBe(iso);
  expect([toLocalField(undefined), toLocalField('soon'), fromLocalField('')]).toEqual(['', '', undefined]);
});
