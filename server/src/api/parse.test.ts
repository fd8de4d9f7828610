import { ConfirmEnrollment, Proof } from '@sallyport/contract/sign-in.ts';
import { CreateUser, UserQuery } from '@sallyport/contract/users.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { Refusal } from '../ports/refusal.ts';
import { parse } from './parse.ts';

const faults = (schema: z.ZodType, input: unknown): Record<string, string> => {
  try {
    parse(schema, input, 'body');
    return {};
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return Object.fromEntries(error.errors.map(({ field, message }) => [field, message]));
  }
};

test('what the schema does not name is left out, and defaults are filled in', () => {
  const input = { username: ' ada ', displayName: 'Ada', email: 'ada@example.org', role: 'owner' };
  expect(parse(CreateUser, input, 'body')).toEqual({
    username: 'ada',
    displayName: 'Ada',
    email: 'ada@example.org',
    groups: [],
    sendActivation: false,
  });
});

test('every fault is named by its dotted path', () => {
  const input = { username: 'a\u0007', groups: ['staff', ''], requirement: { strength: 'soft', days: 366 } };
  expect(Object.keys(faults(CreateUser, input)).sort()).toEqual(
    ['displayName', 'email', 'groups.1', 'requirement.days', 'username'].sort(),
  );
  expect(faults(CreateUser, input)).toMatchObject({
    displayName: 'is missing',
    'requirement.days': 'must be at most 365 days',
  });
});

test('of alternatives, the one that came closest is explained', () => {
  expect(Object.keys(faults(Proof, { method: 'totp', code: '' }))).toEqual(['code']);
  expect(Object.keys(faults(Proof, { method: 'webauthn', challengeId: 'x' }))).toEqual(['code']);
  expect(Object.keys(faults(ConfirmEnrollment, { code: 5 }))).toEqual(['code']);
});

test('a body that is no object at all is at fault as a whole', () => {
  expect(Object.keys(faults(CreateUser, undefined))).toEqual(['body']);
  expect(Object.keys(faults(CreateUser, 'text'))).toEqual(['body']);
});

test('what is nested deeper than 32 levels is refused, however deep', () => {
  const nested = (levels: number): unknown => (levels === 0 ? 'x' : { a: nested(levels - 1) });
  const proof = (response: unknown) => ({ method: 'webauthn', challengeId: 'x', response });
  const deep = JSON.parse('['.repeat(30_000) + ']'.repeat(30_000));
  expect(faults(Proof, proof(nested(31)))).toEqual({});
  for (const response of [nested(32), { a: deep }])
    expect(Object.values(faults(Proof, proof(response)))).toEqual([
      'must not be nested deeper than 32 levels',
    ]);
});

test.each(['a\0b', '\ud800', 'b\udc00'])('%j is no text that could be stored', (text) => {
  expect(faults(UserQuery, { q: text })).toEqual({ q: 'must not contain characters that are no text' });
  expect(
    Object.keys(faults(Proof, { method: 'webauthn', challengeId: 'x', response: { a: [text] } })),
  ).toContain('response.a.0');
});

test('what a strict schema does not know is named', () => {
  const policy = z.strictObject({ conditions: z.strictObject({ networks: z.string().optional() }) });
  expect(faults(policy, { conditions: { network: 'x' }, when: {} })).toEqual({
    'conditions.network': 'is not known here: is it mistyped?',
    when: 'is not known here: is it mistyped?',
  });
});
