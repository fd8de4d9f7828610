import * as mailTexts from '../mail-texts.ts';
import type { Calls } from '../route.ts';

/** What the mails say. */
export const mailTextsCalls = {
  'GET /mail-texts': {
    access: 'settings:read',
    summary: 'What each kind of mail says in each language',
    answer: mailTexts.MailTextList,
  },
  'PUT /mail-texts/:id': {
    access: 'settings:write',
    stepUp: true,
    summary: 'Change what a mail says, from the next one on',
    body: mailTexts.EditMailText,
    answer: mailTexts.MailText,
  },
  'DELETE /mail-texts/:id': {
    access: 'settings:write',
    stepUp: true,
    summary: 'Back to the built-in text',
    answer: mailTexts.MailText,
  },
  'POST /mail-texts/:id/preview': {
    access: 'settings:read',
    summary: 'The mail as it would be with this text; changes nothing',
    body: mailTexts.EditMailText,
    answer: mailTexts.MailTextPreview,
  },
} as const satisfies Calls;
