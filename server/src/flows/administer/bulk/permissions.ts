import type { Permission } from '../../../policy/roles.ts';

/** What each act on many users needs when it is started, at each page of it, and to be stopped. */
export const bulkPermissions = {
  require: 'requirements:write',
  reset: 'users:reset',
  remind: 'users:write',
  exempt: 'exemptions:write',
} as const satisfies Readonly<Record<string, Permission>>;

export type BulkKind = keyof typeof bulkPermissions;

export const isBulkKind = (kind: string): kind is BulkKind => Object.hasOwn(bulkPermissions, kind);
