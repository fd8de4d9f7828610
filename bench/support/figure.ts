import type { Workbench } from './workbench.ts';

/** One row of the report, and one object of `--json`. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it was compared with, measured in the same run; `referenceValue` is in the same unit. */
  readonly reference: string | null;
  readonly referenceValue: number | null;
  /** Value to reference. */
  readonly ratio: number | null;
  readonly goal: string | null;
  readonly met: boolean | null;
}

/** Measures one or several figures together; `figures` are their names. */
export interface Benchmark {
  readonly figures: readonly string[];
  /** Leaves out what cannot be measured on this machine, after a note that says why. */
  run(workbench: Workbench): Promise<readonly Figure[]>;
}

interface Goal {
  /** Of the figure itself if not said. */
  readonly of?: 'ratio';
  readonly is: 'at least' | 'at most';
  readonly bound: number;
}

interface Measured {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly reference?: { readonly what: string; readonly value: number };
  readonly goal?: Goal;
}

export const figure = ({ name, value, unit, reference, goal }: Measured): Figure => {
  const ratio = reference === undefined ? null : value / reference.value;
  return {
    name,
    value: rounded(value),
    unit,
    reference: reference?.what ?? null,
    referenceValue: reference === undefined ? null : rounded(reference.value),
    ratio: ratio === null ? null : rounded(ratio),
    goal: goal === undefined ? null : inWords(goal, unit),
    met: goal === undefined ? null : isMet(goal, goal.of === 'ratio' ? ratio : value),
  };
};

const isMet = ({ is, bound }: Goal, measured: number | null): boolean =>
  measured !== null && (is === 'at least' ? measured >= bound : measured <= bound);

const inWords = ({ of, is, bound }: Goal, unit: string): string =>
  `${of === 'ratio' ? 'ratio ' : ''}${is === 'at least' ? '≥' : '≤'} ${bound.toLocaleString('en')}${of === 'ratio' ? '' : ` ${unit}`}`;

/** Three digits say all that a busy machine can. */
const rounded = (value: number): number => (value >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
