import type { FieldFault } from '@sallyport/contract/problems.ts';
import { ApiProblem } from '../../ui/problem.ts';

export interface LineFault {
  /** 1 is the header line; undefined where a fault belongs to the file as a whole. */
  line: number | undefined;
  message: string;
}

/** Fields are paths into the file, `csv.3.email`; the message repeats the line, for those who see no table. */
const lineFault = ({ field, message }: FieldFault): LineFault => {
  const digits = /^csv\.(\d+)/.exec(field)?.[1];
  return {
    line: digits === undefined ? undefined : Number(digits),
    message: message.replace(/^line \d+: /, ''),
  };
};

/** The mistakes that the server found in a file, by line; null for any other problem. */
export function importFaults(error: unknown): readonly LineFault[] | null {
  if (!(error instanceof ApiProblem) || error.code !== 'import-faults') return null;
  return error.errors.map(lineFault).toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}
