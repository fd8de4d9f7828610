import { permissions as contractPermissions } from '@sallyport/contract/route.ts';
import { expect, test } from 'vitest';
import { roles } from './model.ts';
import { covers, permissions, permissionsOf } from './roles.ts';

test('the permissions are those of the contract', () => {
  expect(permissions).toEqual(contractPermissions);
});

test('an owner may do everything, an administrator all but give roles', () => {
  expect([...permissionsOf('owner')]).toEqual(permissions);
  expect(permissions.filter((permission) => !permissionsOf('administrator').has(permission))).toEqual([
    'roles:manage',
  ]);
});

test('the help desk resets and reads what it needs for it, an auditor reads', () => {
  expect([...permissionsOf('help-desk')]).toEqual([
    'users:read',
    'users:reset',
    'groups:read',
    'requirements:read',
  ]);
  for (const permission of permissionsOf('auditor')) expect(permission).toMatch(/:read$/);
});

test('nobody acts on whoever may do what they may not', () => {
  for (const role of roles) {
    expect(covers('owner', role)).toBe(true);
    expect(covers(role, role)).toBe(true);
    expect(covers(role, null)).toBe(true);
    expect(covers(null, role)).toBe(false);
  }
  expect(covers('administrator', 'owner')).toBe(false);
  expect(covers('help-desk', 'administrator')).toBe(false);
  expect(covers('help-desk', 'auditor')).toBe(false);
});
