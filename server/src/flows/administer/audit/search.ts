import type { AuditPage, AuditQuery, ExportAuditQuery } from '@sallyport/contract/audit.ts';
import type { z } from 'zod';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { asId, type UserId } from '../../../kernel/ids.ts';
import type { AuditFilter } from '../../../ports/audit-log.ts';
import { auditPage } from '../../audit-view.ts';
import type { Look } from '../act.ts';

type Query = Omit<z.output<typeof ExportAuditQuery>, 'format'>;

/** Newest first. */
export const listAuditEvents =
  ({ read }: Pick<Look<never>, 'read'>) =>
  ({ limit, cursor, ...query }: z.output<typeof AuditQuery>): Promise<z.output<typeof AuditPage>> =>
    auditPage(read.audit, filterOf(query), { limit, cursor });

export const filterOf = ({ user, kind, text, address, outcome, from, until }: Query): AuditFilter =>
  definedOnly({
    user: user ? asId<UserId>(user) : undefined,
    kinds: kind?.split(',').some((each) => each !== '')
      ? kind.split(',').filter((each) => each !== '')
      : undefined,
    outcome,
    address: address || undefined,
    text: text?.trim() || undefined,
    from: from === undefined ? undefined : Date.parse(from),
    until: until === undefined ? undefined : Date.parse(until),
  });
