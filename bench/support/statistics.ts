/** Of one number or more; the upper one in the middle of an even count. */
export const median = (values: readonly number[]): number => percentile(values, 50);

/** The smallest value that so many per cent of all do not exceed (nearest rank). */
export const percentile = (values: readonly number[], percent: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  if (found === undefined) throw new Error('nothing was measured');
  return found;
};
