import { median } from './statistics.ts';

/** Works through all items, `width` at a time, each in its lane; milliseconds from the first to the last. */
export const atATime = async <T>(
  width: number,
  items: readonly T[],
  work: (item: T, lane: number) => Promise<unknown>,
): Promise<number> => {
  const queue = items.values();
  const started = performance.now();
  await Promise.all(
    Array.from({ length: width }, async (_, lane) => {
      for (const item of queue) await work(item, lane);
    }),
  );
  return performance.now() - started;
};

export const milliseconds = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

/**
 * Measures two things in turn, A B A B …, so that a machine that gets busier or slower treats both alike. One round of
 * each goes before, to warm up. The medians.
 */
export const inTurn = async (
  rounds: number,
  a: () => Promise<number>,
  b: () => Promise<number>,
): Promise<{ readonly a: number; readonly b: number }> => {
  await a();
  await b();
  const measured = { a: [] as number[], b: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    measured.a.push(await a());
    measured.b.push(await b());
  }
  return { a: median(measured.a), b: median(measured.b) };
};
