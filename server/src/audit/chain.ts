import { createHash } from 'node:crypto';
import type { AuditEvent, ChainEnd, ChainedEvent } from '../ports/audit-log.ts';

export const chainStart: ChainEnd = { seq: 0, hash: '0'.repeat(64) };

/** A place where the chain does not hold. */
export interface ChainFault {
  readonly seq: number;
  /** `changed`: the entry is not what was recorded; `missing`: entries up to here are gone; `reordered`: out of place. */
  readonly kind: 'changed' | 'missing' | 'reordered';
}

/** The event as JSON with its keys in order and nothing undefined: equal events have equal text. */
export const canonical = (event: AuditEvent): string =>
  JSON.stringify([
    event.kind,
    event.at,
    sorted(event.actor),
    sorted(event.subject),
    event.address ?? null,
    sorted(event.details),
  ]);

const sorted = (record: object | undefined): unknown =>
  record === undefined
    ? null
    : Object.entries(record)
        .filter(([, value]) => value !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1));

/** SHA-256 over the previous hash, the place and the event: hex. */
const link = (previous: string, seq: number, event: AuditEvent): string =>
  createHash('sha256')
    .update(`${previous}\n${seq}\n${canonical(event)}`)
    .digest('hex');

/** Places events behind the end of the chain. */
export function chain(end: ChainEnd, events: readonly AuditEvent[]): readonly ChainedEvent[] {
  let { seq, hash } = end;
  return events.map((event) => {
    const previous = hash;
    seq += 1;
    hash = link(previous, seq, event);
    return { ...event, seq, previous, hash };
  });
}

/**
 * Checks events that should follow `end`, oldest first; answers with every fault and with the new end, so that a long
 * chain is verified page by page. After a fault it goes on from the entry as found: one forgery is one fault.
 */
export function verify(
  events: readonly ChainedEvent[],
  end: ChainEnd = chainStart,
): { readonly end: ChainEnd; readonly faults: readonly ChainFault[] } {
  const faults: ChainFault[] = [];
  let last = end;
  for (const event of events) {
    const { seq, previous, hash } = event;
    if (seq <= last.seq) faults.push({ seq, kind: 'reordered' });
    else if (seq > last.seq + 1) faults.push({ seq: seq - 1, kind: 'missing' });
    else if (previous !== last.hash || hash !== link(previous, seq, event))
      faults.push({ seq, kind: 'changed' });
    if (seq > last.seq) last = { seq, hash };
  }
  return { end: last, faults };
}
