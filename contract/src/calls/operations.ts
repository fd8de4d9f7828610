import * as administration from '../administration.ts';
import type { Calls } from '../route.ts';
import * as settings from '../settings.ts';

/** The overview, settings, mails and tokens. */
export const operationsCalls = {
  'GET /overview': {
    access: 'users:read',
    summary: 'Counts for the first page',
    answer: administration.Overview,
  },
  'GET /settings': {
    access: 'settings:read',
    summary: 'The organisation’s settings',
    answer: settings.Settings,
  },
  'PATCH /settings': {
    access: 'settings:write',
    approval: 'by-effect',
    summary:
      'Change settings; what is left out stays. A session needs a step-up for mail, audit, approvals and strictProfile',
    body: settings.EditSettings,
    answer: settings.Settings,
  },
  'POST /settings/test-mail': {
    access: 'settings:write',
    summary: 'Send a test mail now',
    body: settings.TestMail,
  },
  'GET /mails': {
    access: 'mails:read',
    summary: 'The mails that were written',
    query: administration.MailQuery,
    answer: administration.MailList,
  },
  'POST /mails/:id/retry': {
    access: 'settings:write',
    summary: 'Try a mail again now',
    answer: administration.Mail,
  },
  'GET /tokens': { access: 'tokens:manage', summary: 'API tokens', answer: administration.TokenList },
  'POST /tokens': {
    access: 'tokens:manage',
    stepUp: true,
    summary: 'Make an API token; tokens make none',
    body: administration.CreateToken,
    answer: administration.CreatedToken,
    status: 201,
  },
  'DELETE /tokens/:id': { access: 'tokens:manage', summary: 'Revoke an API token' },
} as const satisfies Calls;
