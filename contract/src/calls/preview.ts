import * as preview from '../preview.ts';
import type { Calls } from '../route.ts';

/** What a change would do, before it is made. */
export const previewCalls = {
  'POST /policies/preview': {
    access: 'requirements:read',
    summary: 'Whom a change would concern: of a policy, a group, an exemption or the settings',
    body: preview.PreviewChange,
    answer: preview.Preview,
  },
  'GET /policies/previews/:id': {
    access: 'requirements:read',
    summary: 'How far a preview of many users is, and what came of it',
    answer: preview.Preview,
  },
  'GET /policies/previews/:id/people': {
    access: 'requirements:read',
    summary: 'Whom the change would concern in one way, administrators first',
    query: preview.PreviewPeopleQuery,
    answer: preview.PreviewPeople,
  },
  'GET /policies/previews/:id/people.csv': {
    access: 'requirements:read',
    summary: 'The same as a file',
    query: preview.ExportPreviewQuery,
    streams: ['text/csv'],
  },
} as const satisfies Calls;
