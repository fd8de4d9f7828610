import * as requirements from '../requirements.ts';
import type { Calls } from '../route.ts';

/** What is required of whom. */
export const enforcementCalls = {
  'GET /users/:id/requirement': {
    access: 'requirements:read',
    summary: 'What is required of this user by name',
    answer: requirements.Requirement,
  },
  'PUT /users/:id/requirement': {
    access: 'requirements:write',
    approval: 'by-effect',
    summary: 'Require 2FA of one user',
    body: requirements.RequirementInput,
    answer: requirements.Requirement,
  },
  'DELETE /users/:id/requirement': {
    access: 'requirements:write',
    approval: 'by-effect',
    summary: 'Require nothing of this user by name',
  },
  'GET /groups/:id/requirement': {
    access: 'requirements:read',
    summary: 'What is required of this group',
    answer: requirements.Requirement,
  },
  'PUT /groups/:id/requirement': {
    access: 'requirements:write',
    approval: 'by-effect',
    summary: 'Require 2FA of a group',
    body: requirements.RequirementInput,
    answer: requirements.Requirement,
  },
  'DELETE /groups/:id/requirement': {
    access: 'requirements:write',
    approval: 'by-effect',
    summary: 'Switch the group’s requirement off',
  },
  'GET /requirements/everyone': {
    access: 'requirements:read',
    summary: 'What is required of everyone',
    answer: requirements.Requirement,
  },
  'PUT /requirements/everyone': {
    access: 'requirements:write',
    approval: 'by-effect',
    summary: 'Require 2FA of everyone',
    body: requirements.RequirementInput,
    answer: requirements.Requirement,
  },
  'DELETE /requirements/everyone': {
    access: 'requirements:write',
    approval: 'by-effect',
    summary: 'Switch the requirement of everyone off; deletes nothing',
  },
} as const satisfies Calls;
