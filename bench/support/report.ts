import type { Figure } from './figure.ts';

/** The figures as a table for a terminal. */
export const table = (figures: readonly Figure[]): string => {
  const rows = [['figure', 'measured', 'reference', 'ratio', 'goal', ''], ...figures.map(cells)];
  const widths = rows.reduce<readonly number[]>(
    (widest, row) => row.map((cell, column) => Math.max(widest[column] ?? 0, cell.length)),
    [],
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const [head = '', ...body] = lines;
  return [head, '─'.repeat(widths.reduce((sum, width) => sum + width + 2, -2)), ...body].join('\n');
};

const cells = ({
  name,
  value,
  unit,
  reference,
  referenceValue,
  ratio,
  goal,
  met,
}: Figure): readonly string[] => [
  name,
  `${shown(value)} ${unit}`,
  reference === null ? '–' : `${shown(referenceValue)} ${unit}: ${reference}`,
  shown(ratio),
  goal ?? '–',
  met === null ? '' : met ? '✓' : '✗ missed',
];

const shown = (value: number | null): string =>
  value === null
    ? '–'
    : value.toLocaleString('en', { maximumSignificantDigits: Math.abs(value) >= 100 ? 21 : 3 });
