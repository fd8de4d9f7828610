import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { boundedQueue } from './bounded-queue.ts';

test('never more than so many run, and all get their turn in order', async () => {
  const inTurn = boundedQueue({ running: 3, waiting: 100 });
  let running = 0;
  let most = 0;
  const done: number[] = [];
  await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      inTurn(async () => {
        most = Math.max(most, ++running);
        await setImmediate();
        running--;
        done.push(index);
      }),
    ),
  );
  expect(most).toBe(3);
  expect(done).toEqual(Array.from({ length: 50 }, (_, index) => index));
});

test('beyond what may wait it refuses, and goes on with the rest', async () => {
  const inTurn = boundedQueue({ running: 1, waiting: 2 });
  const work = () => inTurn(() => setImmediate('done'));
  const results = await Promise.allSettled([work(), work(), work(), work()]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
  expect(results[3]).toMatchObject({ reason: { code: 'unavailable', retryAfter: 5 } });
  expect(await work()).toBe('done');
});

test('work that fails frees its place', async () => {
  const inTurn = boundedQueue({ running: 1, waiting: 1 });
  await expect(inTurn(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await inTurn(() => Promise.resolve(1))).toBe(1);
});
