import type { ChainFault } from './chain.ts';

/** Where the log is not what was signed. */
export interface CheckpointFault {
  /**
   * `rewritten`: the chain holds, but is not the one that was signed; `cut-off`: the end that was signed is gone;
   * `forged-checkpoint`: not signed with the key; `missing-checkpoint`: in the file, gone from the database.
   */
  readonly kind: 'rewritten' | 'cut-off' | 'forged-checkpoint' | 'missing-checkpoint';
  readonly first: number;
  readonly last: number;
  readonly recordedAs?: undefined;
}

/** What is wrong with the log, of itself or held against its checkpoints. */
export type LogFault = ChainFault | CheckpointFault;

const entries = (first: number, last: number): string =>
  first === last ? `entry ${first}` : `entries ${first} to ${last}`;
const are = (first: number, last: number): string => (first === last ? 'is' : 'are');

/** One fault in a sentence without its full stop. */
export function inWords({ kind, first, last, recordedAs }: LogFault): string {
  const which = entries(first, last);
  switch (kind) {
    case 'changed':
      return `${which} ${are(first, last)} not what was recorded`;
    case 'replaced':
      return `${which} was replaced, or what stands before it: entry ${last + 1} was chained to another`;
    case 'missing':
      return `${which} ${are(first, last)} missing`;
    case 'reordered':
      return recordedAs === undefined
        ? `${which} is out of place`
        : `${which} is out of place: it was recorded as entry ${recordedAs}`;
    case 'added':
      return `${which} ${are(first, last)} where nothing was recorded`;
    case 'rewritten':
      return `${which} ${are(first, last)} not what was signed: the chain was made anew`;
    case 'cut-off':
      return `${which} ${are(first, last)} missing: a signed checkpoint says that the log went on to entry ${last}`;
    case 'forged-checkpoint':
      return `the checkpoint at entry ${last} is not signed with the key of this installation`;
    case 'missing-checkpoint':
      return `the checkpoint at entry ${last} is in the file but gone from the database`;
  }
}

const inRows: readonly LogFault['kind'][] = ['changed', 'missing', 'added'];

/** In the order of their places, those of one kind at neighbouring places as one. */
export function joined(faults: readonly LogFault[]): readonly LogFault[] {
  const rows: LogFault[] = [];
  for (const fault of faults.toSorted((a, b) => a.first - b.first)) {
    const before = inRows.includes(fault.kind) ? rows.findLastIndex(({ kind }) => kind === fault.kind) : -1;
    const row = rows[before];
    if (row !== undefined && fault.first <= row.last + 1)
      rows[before] = { ...row, last: Math.max(row.last, fault.last) };
    else rows.push(fault);
  }
  return rows;
}
