import { Refusal } from '../../ports/refusal.ts';

/** Runs at most `running` works at a time, in the order they came; refuses more than `waiting` behind them. */
export const boundedQueue = (limits: { readonly running: number; readonly waiting: number }) => {
  const waiting: (() => void)[] = [];
  let running = 0;

  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= limits.running) {
      if (waiting.length >= limits.waiting) {
        throw new Refusal('unavailable', 'Too many people are signing in at this moment. Try again soon.', {
          retryAfter: 5,
        });
      }
      // Whoever is done hands over its place, so `running` stays as it is.
      await new Promise<void>((proceed) => waiting.push(proceed));
    } else {
      running++;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
};
