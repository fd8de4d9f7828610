import { type ApiCall, api } from '@sallyport/contract/api.ts';
import { expect, test } from 'vitest';
import { openApi } from './openapi.ts';

const document = openApi() as {
  paths: Record<string, Record<string, object>>;
  components: { schemas: object };
};

test('every call of the contract is described', () => {
  const described = Object.entries(document.paths).flatMap(([path, calls]) =>
    Object.keys(calls).map((method) => `${method.toUpperCase()} ${path.replace('{id}', ':id')}`),
  );
  expect(described.sort()).toEqual((Object.keys(api) as ApiCall[]).sort());
});

test('no reference leads nowhere, and no two operations share a name', () => {
  const text = JSON.stringify(document);
  const names = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]*)"/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(50);
  expect(names.filter((name) => !(String(name) in document.components.schemas))).toEqual([]);
  const ids = [...text.matchAll(/"operationId":"([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('fields with a default may be left out of a body, and are always in an answer', () => {
  const { schemas } = document.components as { schemas: Record<string, { required?: string[] }> };
  expect(schemas.CreateUser?.required).toEqual(['username', 'displayName', 'email']);
  expect(schemas.User?.required).toContain('twoFactor');
});
