import type { AuditEvent } from '@sallyport/contract/administration.ts';
import { isoTime } from '../kernel/instant.ts';
import type { AuditFilter, ChainedEvent, ReadAuditLog } from '../ports/audit-log.ts';
import { invalid } from '../ports/refusal.ts';

const auditEvent = ({ previous: _, at, details, ...event }: ChainedEvent): AuditEvent => ({
  ...event,
  at: isoTime(at),
  details: { ...details },
});

interface Page {
  items: AuditEvent[];
  nextCursor?: string;
  searchedBackTo?: string;
}

/** One page of what happened, newest first; the cursor is the place in the chain. */
export const auditPage = async (
  log: ReadAuditLog,
  filter: AuditFilter,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page> => {
  const beyond = cursor === undefined ? undefined : Number(cursor);
  if (beyond !== undefined && !Number.isSafeInteger(beyond))
    throw invalid('cursor', 'take it from the page before');
  const { events, next, stoppedAt } = await log.search(filter, {
    order: 'newest first',
    limit,
    ...(beyond !== undefined && { beyond }),
  });
  return {
    items: events.map(auditEvent),
    ...(next !== undefined && { nextCursor: String(next) }),
    ...(stoppedAt !== undefined && { searchedBackTo: isoTime(stoppedAt) }),
  };
};
