import type { Checkpoint } from '../ports/audit-checkpoints.ts';
import { isSigned, keyIdOf } from './checkpoint.ts';
import type { CheckpointFault, LogFault } from './faults.ts';

/** What the log is held against. */
export interface Evidence {
  /** Of the database. */
  readonly stored: readonly Checkpoint[];
  /** Of the file beside it. */
  readonly written: readonly Checkpoint[];
  /** PEM; undefined before the first start. */
  readonly publicKey: string | undefined;
}

/** What was found in the log. */
interface Found {
  /** The place before the first that was looked at. */
  readonly begun: number;
  readonly end: number;
  /** Hashes as found, by place, of the places that have a checkpoint. */
  readonly hashes: ReadonlyMap<number, string>;
  readonly soFar: readonly LogFault[];
}

/** Holds what was found against what was signed: whoever can write the database can make a chain that fits, and sign nothing. */
export function checkAgainst(
  { stored, written, publicKey }: Evidence,
  found: Found,
): { readonly checked: number; readonly faults: readonly CheckpointFault[] } {
  const isGenuine = signedBy(publicKey);
  const inDatabase = new Set(stored.map(identity));
  const all = new Map([...stored, ...written].map((each) => [identity(each), each]));
  const genuine = [...all.values()].filter(isGenuine).sort((a, b) => a.seq - b.seq);
  const at = (kind: CheckpointFault['kind'], seq: number) => ({ kind, first: seq, last: seq });
  const ahead = genuine.filter(({ seq }) => seq > found.begun);
  return {
    checked: ahead.length,
    faults: [
      ...[...all.values()].filter((each) => !isGenuine(each)).map(({ seq }) => at('forged-checkpoint', seq)),
      ...genuine
        .filter((each) => !inDatabase.has(identity(each)))
        .map(({ seq }) => at('missing-checkpoint', seq)),
      ...rewritten(ahead, found),
      ...cutOff(ahead, found),
    ],
  };
}

/** Two that say the same are one, wherever they are kept. */
const identity = ({ seq, hash, at, keyId, signature }: Checkpoint): string =>
  [seq, hash, at, keyId, signature].join(' ');

const signedBy = (publicKey: string | undefined): ((checkpoint: Checkpoint) => boolean) => {
  if (publicKey === undefined) return () => false;
  const keyId = keyIdOf(publicKey);
  return (checkpoint) => checkpoint.keyId === keyId && isSigned(checkpoint, publicKey);
};

/** From behind the last that holds to the first that does not; what was found wrong at that very place is said already. */
function rewritten(
  ahead: readonly Checkpoint[],
  { begun, end, hashes, soFar }: Found,
): readonly CheckpointFault[] {
  let good = begun;
  for (const { seq, hash } of ahead.filter(({ seq }) => seq <= end)) {
    if (hashes.get(seq) === hash) good = seq;
    else if (!soFar.some(({ first, last }) => first <= seq && seq <= last))
      return [{ kind: 'rewritten', first: good + 1, last: seq }];
  }
  return [];
}

function cutOff(ahead: readonly Checkpoint[], { end }: Found): readonly CheckpointFault[] {
  const furthest = ahead.at(-1)?.seq ?? end;
  return furthest > end ? [{ kind: 'cut-off', first: end + 1, last: furthest }] : [];
}
