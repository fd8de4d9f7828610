import type { ReadAuditLog } from '../ports/audit-log.ts';
import { type ChainFault, chainStart, verify } from './chain.ts';

const pageSize = 5_000;

/** How far the log holds: `entries` were recorded, and `fault` is the first place where they no longer fit together. */
export interface VerifiedLog {
  readonly entries: number;
  readonly fault?: ChainFault;
}

/**
 * Checks the whole log, page by page, up to the end it has now. `progress` is told how many entries are checked, of how
 * many.
 */
export async function verifyLog(
  log: Pick<ReadAuditLog, 'from' | 'end'>,
  progress: (checked: number, entries: number) => void,
): Promise<VerifiedLog> {
  const end = await log.end();
  let last = chainStart;
  while (last.seq < end.seq) {
    const page = await log.from(last.seq + 1, Math.min(pageSize, end.seq - last.seq));
    // The last ones are gone; events behind `end` came since, and don't make up for them.
    if (page.length === 0) return { entries: end.seq, fault: { seq: end.seq, kind: 'missing' } };
    const {
      end: reached,
      faults: [fault],
    } = verify(page, last);
    if (fault !== undefined) return { entries: end.seq, fault };
    last = reached;
    progress(last.seq, end.seq);
  }
  return last.hash === end.hash
    ? { entries: end.seq }
    : { entries: end.seq, fault: { seq: end.seq, kind: 'changed' } };
}
