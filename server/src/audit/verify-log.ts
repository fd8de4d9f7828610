import { setImmediate as breathe } from 'node:timers/promises';
import type { ReadAuditLog, StoredEntry } from '../ports/audit-log.ts';
import { type ChainFault, chainStart, type Reached, recordedPlace, verify } from './chain.ts';
import { checkAgainst, type Evidence } from './checkpoint-faults.ts';
import { joined, type LogFault } from './faults.ts';

/** Entries read at once: little enough to let others in between. */
const pageSize = 2_000;
/** A log that was rewritten from end to end has a fault at each entry: so many are enough to know. */
const enough = 1_000;
/** Swapped entries are looked for among so many that do not fit their place. */
const comparable = 300;

export interface VerifiedLog {
  /** Recorded by now. */
  readonly entries: number;
  /** Of those, looked at. */
  readonly checked: number;
  /** Signed ones that what is there was held against. */
  readonly checkpoints: number;
  readonly faults: readonly LogFault[];
}

/**
 * Checks the log page by page, from entry `from` up to the end it has now, and holds it against its checkpoints.
 * `progress` is told how many entries are checked, of how many.
 */
export async function verifyLog(
  log: Pick<ReadAuditLog, 'stored' | 'end'>,
  evidence: Evidence,
  { from = 1, progress }: { from?: number; progress?: (checked: number, entries: number) => void } = {},
): Promise<VerifiedLog> {
  const head = await log.end();
  const faults: LogFault[] = [];
  const strays: StoredEntry[] = [];
  const places = new Set([...evidence.stored, ...evidence.written].map(({ seq }) => seq));
  const hashes = new Map<number, string>();
  let reached: Reached = await before(log, from);
  const begun = reached.seq;
  let beyond = begun === 0 ? Number.MIN_SAFE_INTEGER : begun;

  while (beyond < head.seq) {
    // Behind the end come those that were recorded since, which are not looked at.
    const page = (await log.stored(beyond, pageSize)).filter(({ seq }) => seq <= head.seq);
    const last = page.at(-1);
    if (last === undefined) break;
    const found = verify(page, reached);
    reached = found.end;
    beyond = last.seq;
    if (faults.length < enough) faults.push(...found.faults);
    if (strays.length < comparable) strays.push(...found.strays);
    for (const { seq, hash } of page) if (places.has(seq)) hashes.set(seq, hash);
    progress?.(reached.seq - begun, head.seq - begun);
    await breathe();
  }
  faults.push(...endFaults(reached, head), ...(await behindTheEnd(log)));
  const inPlace = named(faults, strays);
  const against = checkAgainst(evidence, { begun, end: head.seq, hashes, soFar: inPlace });
  return {
    entries: head.seq,
    checked: Math.max(0, head.seq - begun),
    checkpoints: against.checked,
    faults: joined([...inPlace, ...against.faults]).slice(0, enough),
  };
}

/** The entry before the one to begin with, taken as it is. */
async function before(log: Pick<ReadAuditLog, 'stored'>, from: number): Promise<Reached> {
  const [entry] = from <= 1 ? [] : await log.stored(from - 2, 1);
  return entry?.seq === from - 1
    ? { seq: entry.seq, hash: entry.hash, sound: true }
    : { ...chainStart, sound: true };
}

/** The end is kept apart from the entries: it shows when the last of them are gone. */
function endFaults(reached: Reached, head: { seq: number; hash: string }): readonly ChainFault[] {
  if (reached.seq < head.seq) return [{ kind: 'missing', first: reached.seq + 1, last: head.seq }];
  const fits = !reached.sound || reached.hash === head.hash;
  return fits ? [] : [{ kind: 'replaced', first: reached.seq, last: reached.seq }];
}

/** Entries behind the end as it is by now were recorded by nobody. */
async function behindTheEnd(log: Pick<ReadAuditLog, 'stored' | 'end'>): Promise<readonly ChainFault[]> {
  const { seq } = await log.end();
  return (await log.stored(seq, comparable))
    .filter((entry) => entry.seq > seq)
    .map((entry) => ({ kind: 'added', first: entry.seq, last: entry.seq }));
}

/** What does not fit its place, but fits another where something is wrong, was moved. */
function named(faults: readonly LogFault[], strays: readonly StoredEntry[]): readonly LogFault[] {
  const suspect = strays.slice(0, comparable);
  const bySeq = new Map(suspect.map((stray) => [stray.seq, stray]));
  const places = faults.flatMap(({ kind, first, last }) =>
    kind === 'changed' || (kind === 'missing' && last - first < comparable)
      ? Array.from({ length: last - first + 1 }, (_, index) => first + index)
      : [],
  );
  return faults.map((fault) => {
    const stray = fault.kind === 'changed' ? bySeq.get(fault.first) : undefined;
    const recordedAs = stray && recordedPlace(stray, places.slice(0, comparable));
    return recordedAs === undefined ? fault : { ...fault, kind: 'reordered' as const, recordedAs };
  });
}
