import type { Role } from '@sallyport/contract/vocabulary.ts';

export const roleNames: Readonly<Record<Role, string>> = {
  owner: 'Owner',
  administrator: 'Administrator',
  'help-desk': 'Help desk',
  auditor: 'Auditor',
};
export const roles = Object.keys(roleNames) as Role[];

/** What a role may do, for those who hand it out. */
export const roleDescriptions: Readonly<Record<Role, string>> = {
  owner: 'Everything, roles and API tokens included.',
  administrator: 'Users, groups, requirements and settings; no roles.',
  'help-desk': 'Sees users, resets their 2FA and unlocks them.',
  auditor: 'Sees everything, changes nothing.',
};
