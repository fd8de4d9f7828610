import * as groups from '../groups.ts';
import type { Calls } from '../route.ts';

/** Groups and who is in them. */
export const groupsCalls = {
  'GET /groups': {
    access: 'groups:read',
    summary: 'Groups',
    query: groups.GroupQuery,
    answer: groups.GroupList,
  },
  'POST /groups': {
    access: 'groups:write',
    summary: 'Create a group',
    body: groups.CreateGroup,
    answer: groups.Group,
    status: 201,
  },
  'GET /groups/:id': { access: 'groups:read', summary: 'One group', answer: groups.Group },
  'PATCH /groups/:id': {
    access: 'groups:write',
    summary: 'Edit a group',
    body: groups.EditGroup,
    answer: groups.Group,
  },
  'DELETE /groups/:id': {
    access: 'groups:write',
    approval: 'by-effect',
    summary: 'Delete a group; its members stay',
  },
  'POST /groups/:id/members': {
    access: 'groups:write',
    approval: 'by-effect',
    summary: 'Add and remove members',
    body: groups.ChangeMembers,
    answer: groups.Group,
  },
} as const satisfies Calls;
