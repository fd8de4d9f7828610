import type { AuditEvent } from '@sallyport/contract/administration.ts';
import { auditPage } from '../audit-view.ts';
import type { SessionCaller } from '../caller.ts';
import type { AccountDeps } from './deps.ts';

/** What happened with one's own account. */
export const listActivity =
  (deps: AccountDeps) =>
  (
    caller: SessionCaller,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<{ items: AuditEvent[]; nextCursor?: string }> =>
    auditPage(deps.read.audit, { user: caller.user }, page);
