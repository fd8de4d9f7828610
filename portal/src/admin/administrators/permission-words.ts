import type { Permission } from '@sallyport/contract/route.ts';

/** What each permission lets somebody do. */
export const permissionWords: Readonly<Record<Permission, string>> = {
  'users:read': 'See users and how they stand',
  'users:write': 'Create, edit, suspend and delete users',
  'users:reset': 'Reset 2FA and enrollment periods, unlock',
  'groups:read': 'See groups',
  'groups:write': 'Create, edit and delete groups, and choose their members',
  'requirements:read': 'See what is required, and try changes out',
  'requirements:write': 'Change what is required',
  'settings:read': 'See the settings',
  'settings:write': 'Change the settings',
  'mails:read': 'Read the mails that were written',
  'audit:read': 'Search the audit log',
  'audit:export': 'Export the audit log',
  'tokens:manage': 'Make and revoke API tokens',
  'roles:manage': 'Give and take roles',
  'exemptions:read': 'See who is exempt',
  'exemptions:write': 'Exempt users and end exemptions',
  'approvals:read': 'See what waits for a second person',
  'approvals:decide': 'Approve and reject what others ask for, where their role may do it itself',
};
