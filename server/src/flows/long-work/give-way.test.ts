import { expect, test } from 'vitest';
import { giveWay } from './give-way.ts';

const milliseconds = async (work: () => Promise<void>) => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

test('work goes on at once while nobody is being answered', async () => {
  expect(await milliseconds(() => giveWay({ isQuiet: () => true }))).toBeLessThan(25);
});

test('work waits until people are answered', async () => {
  let looks = 0;
  await giveWay({ isQuiet: () => ++looks > 5 });
  expect(looks).toBe(6);
});

test('work goes on in the end though people never cease to come', async () => {
  let looks = 0;
  await giveWay({
    isQuiet: () => {
      looks += 1;
      return false;
    },
  });
  expect(looks).toBe(50);
});
