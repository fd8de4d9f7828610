import { createHash } from 'node:crypto';
import type { AuditEvent, ChainEnd, ChainedEvent, StoredEntry } from '../ports/audit-log.ts';

export const chainStart: ChainEnd = { seq: 0, hash: '0'.repeat(64) };

/** Where the log is not what was recorded: one place, or a row of them. */
export interface ChainFault {
  /**
   * `changed`: not what was recorded; `replaced`: it fits itself, but the next one was chained to another; `missing`;
   * `reordered`: out of place; `added`: where nothing was recorded.
   */
  readonly kind: 'changed' | 'replaced' | 'missing' | 'reordered' | 'added';
  readonly first: number;
  readonly last: number;
  /** Of one out of place: where it was recorded. */
  readonly recordedAs?: number;
}

/** How far the chain was followed. */
export interface Reached extends ChainEnd {
  /** Whether the last entry is one whose hash fits what it says. */
  readonly sound: boolean;
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
 * Checks entries that should follow `from`, in the order of their places; answers with every fault and with how far it
 * came, so that a long chain is verified page by page. After a fault it goes on from the entry as found: one forgery is
 * one fault.
 */
export function verify(
  entries: readonly StoredEntry[],
  from: ChainEnd | Reached = chainStart,
): {
  readonly end: Reached;
  readonly faults: readonly ChainFault[];
  readonly strays: readonly StoredEntry[];
} {
  const faults: ChainFault[] = [];
  const strays: StoredEntry[] = [];
  const blame = (kind: ChainFault['kind'], first: number, last = first) => faults.push({ kind, first, last });
  let end: Reached = { sound: true, ...from };
  for (const entry of entries) {
    const { seq, previous, hash, event } = entry;
    if (!Number.isInteger(seq) || seq < 1) {
      blame('added', seq);
      continue;
    }
    if (seq <= end.seq) {
      blame('reordered', seq);
      continue;
    }
    const follows = seq === end.seq + 1;
    if (!follows) blame('missing', end.seq + 1, seq - 1);
    const sound = event !== undefined && hash === link(previous, seq, event);
    if (!sound) {
      blame('changed', seq);
      strays.push(entry);
    } else if (follows && end.sound && previous !== end.hash) {
      if (end.seq === 0) blame('changed', seq);
      else blame('replaced', end.seq);
    }
    end = { seq, hash, sound };
  }
  return { end, faults, strays };
}

/**
 * Which of the places given an entry was recorded at; undefined if at none of them. What was swapped whole tells, for
 * its hash holds its place.
 */
export const recordedPlace = (
  { seq, previous, hash, event }: StoredEntry,
  places: readonly number[],
): number | undefined =>
  event && places.find((place) => place !== seq && hash === link(previous, place, event));
