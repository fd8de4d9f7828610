import type { AuditEvent, AuditQuery } from '@sallyport/contract/administration.ts';
import type { z } from 'zod';
import { definedOnly } from '../../kernel/defined-only.ts';
import { asId, type UserId } from '../../kernel/ids.ts';
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
      definedOnly({ user: user === undefined ? undefined : asId<UserId>(user), kind }),
      page,
    );
