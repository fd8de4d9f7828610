import type { AuditEvent } from '@sallyport/contract/administration.ts';
import type { UserId } from '../kernel/ids.ts';
import { isoTime } from '../kernel/instant.ts';
import type { ChainedEvent, ReadAuditLog } from '../ports/audit-log.ts';
import { invalid } from '../ports/refusal.ts';

const auditEvent = ({ previous: _, at, details, ...event }: ChainedEvent): AuditEvent => ({
  ...event,
  at: isoTime(at),
  details: { ...details },
});

/** One page of what happened, newest first; the cursor is the place in the chain. */
export const auditPage = async (
  log: ReadAuditLog,
  filter: { readonly user?: UserId; readonly kind?: string },
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<{ items: AuditEvent[]; nextCursor?: string }> => {
  const before = cursor === undefined ? undefined : Number(cursor);
  if (before !== undefined && !Number.isSafeInteger(before))
    throw invalid('cursor', 'take it from the page before');
  const events = await log.list(filter, { limit: limit + 1, ...(before !== undefined && { before }) });
  const shown = events.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(auditEvent),
    ...(events.length > limit && last && { nextCursor: String(last.seq) }),
  };
};
