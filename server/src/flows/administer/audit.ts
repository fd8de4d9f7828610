import type { AuditEvent, AuditQuery } from '@sallyport/contract/administration.ts';
import type { z } from 'zod';
import { asId } from '../../kernel/ids.ts';
import { auditPage } from '../audit-view.ts';
import type { Look } from './act.ts';

/** Newest first. */
export const listAuditEvents =
  ({ read }: Pick<Look<never>, 'read'>) =>
  ({
    user,
    kind,
    ...page
  }: z.output<typeof AuditQuery>): Promise<{ items: AuditEvent[]; nextCursor?: string }> =>
    auditPage(
      read.audit,
      { ...(user !== undefined && { user: asId(user) }), ...(kind !== undefined && { kind }) },
      page,
    );
