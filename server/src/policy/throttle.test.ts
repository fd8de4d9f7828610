import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minutes } from '../kernel/instant.ts';
import { addressLimit, type Budget, type Limit, peek, spend } from './throttle.ts';

const limit: Limit = { max: 3, window: minutes(30) };

/** The budget after tries at these times, and which of them were allowed. */
const tried = (times: readonly number[]): { budget: Budget | null; allowed: boolean[] } => {
  let budget: Budget | null = null;
  const allowed = times.map((now) => {
    const spending = spend(budget, limit, now);
    if (spending.allowed) budget = spending.next;
    return spending.allowed;
  });
  return { budget, allowed };
};

test('so many tries, then a pause', () => {
  expect(tried([0, 0, 0, 0]).allowed).toEqual([true, true, true, false]);
});

test('the pause has its full length, however late the last try came', () => {
  const last = minutes(29);
  const { budget } = tried([0, 1, last]);
  expect(spend(budget, limit, last + limit.window - 1)).toEqual({
    allowed: false,
    retryAt: last + limit.window,
  });
  expect(spend(budget, limit, last + limit.window)).toEqual({
    allowed: true,
    next: { failures: 1, windowStartedAt: last + limit.window },
  });
});

test('tries that are far apart do not add up', () => {
  expect(tried([0, minutes(31), minutes(62), minutes(93), minutes(124)]).allowed).not.toContain(false);
});

test('peeking spends nothing and says what spending would', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(minutes(90))), fc.nat(minutes(120)), (times, now) => {
      const { budget } = tried(times.sort((a, b) => a - b));
      expect(peek(budget, limit, now).allowed).toBe(spend(budget, limit, now).allowed);
    }),
  );
});

test('however tries are timed, no window sees more than its number before the pause', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(minutes(300)), { maxLength: 60 }), (times) => {
      const sorted = times.sort((a, b) => a - b);
      const { allowed } = tried(sorted);
      const taken = sorted.filter((_, index) => allowed[index]);
      for (const start of taken) {
        const within = taken.filter((time) => time >= start && time < start + limit.window);
        expect(within.length).toBeLessThan(limit.max * 2);
      }
    }),
  );
});

test('an office behind one address is not shut out by the failures of a few', () => {
  expect(peek({ failures: 199, windowStartedAt: 0 }, addressLimit, 1).allowed).toBe(true);
  expect(peek({ failures: 200, windowStartedAt: 0 }, addressLimit, 1).allowed).toBe(false);
});
