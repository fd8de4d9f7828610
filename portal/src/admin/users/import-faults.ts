import type { FieldFault } from '@sallyport/contract/problems.ts';
import { ApiProblem } from '../../ui/problem.ts';

export interface LineFault {
  /** 1 is the header line; undefined where a fault belongs to the file as a whole. */
  line: number | undefined;
  message: string;
}

const lineOf = ({ field }: FieldFault): number | undefined => {
  const digits = /^line (\d+)/.exec(field)?.[1];
  return digits === undefined ? undefined : Number(digits);
};

/** The mistakes that the server found in a file, by line; null for any other problem. */
export function importFaults(error: unknown): readonly LineFault[] | null {
  if (!(error instanceof ApiProblem) || error.code !== 'import-faults') return null;
  return error.errors
    .map((fault) => ({ line: lineOf(fault), message: fault.message }))
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}
