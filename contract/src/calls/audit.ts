import * as audit from '../audit.ts';
import type { Calls } from '../route.ts';

/** The audit log: searching, exporting, its checkpoints and its stream. */
export const auditCalls = {
  'GET /audit-events': {
    access: 'audit:read',
    summary: 'What happened, newest first',
    query: audit.AuditQuery,
    answer: audit.AuditPage,
  },
  'GET /audit-events/export': {
    access: 'audit:export',
    approval: 'read-exports',
    summary: 'What happened, oldest first, as a file; that it was exported is recorded',
    query: audit.ExportAuditQuery,
    streams: ['application/jsonl', 'text/csv'],
  },
  'GET /audit-events/checkpoints': {
    access: 'audit:read',
    summary: 'The newest signed checkpoints, and the key they are checked with',
    answer: audit.AuditCheckpoints,
  },
  'GET /audit-events/stream': {
    access: 'audit:read',
    summary: 'How far the stream to a syslog server or webhook has come',
    answer: audit.AuditStreamState,
  },
} as const satisfies Calls;
