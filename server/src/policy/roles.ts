import type { Role } from './model.ts';

/** What an administrator's act needs; the contract has the same list. */
export const permissions = [
  'users:read',
  'users:write',
  'users:reset',
  'groups:read',
  'groups:write',
  'requirements:read',
  'requirements:write',
  'settings:read',
  'settings:write',
  'mails:read',
  'audit:read',
  'audit:export',
  'tokens:manage',
  'roles:manage',
  'exemptions:read',
  'exemptions:write',
  'approvals:read',
  'approvals:decide',
] as const;
export type Permission = (typeof permissions)[number];

/** Who may call what: the one matrix (A12). */
const matrix: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  owner: new Set(permissions),
  administrator: new Set(permissions.filter((permission) => permission !== 'roles:manage')),
  'help-desk': new Set<Permission>(['users:read', 'users:reset', 'groups:read', 'requirements:read']),
  auditor: new Set(permissions.filter((permission) => permission.endsWith(':read'))),
};

export const permissionsOf = (role: Role): ReadonlySet<Permission> => matrix[role];

/**
 * Whether somebody of this role may act on the factors, the address or the state of one of the other, or make a
 * token with it: only if they may do all that the other may, lest a reset become a way up.
 */
export const covers = (role: Role | null, other: Role | null): boolean =>
  other === null || (role !== null && matrix[role].isSupersetOf(matrix[other]));
