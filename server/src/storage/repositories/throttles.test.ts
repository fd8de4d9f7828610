import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onBothDatabases } from '../../../../test/support/databases.ts';
import { newId } from '../../../../test/support/samples.ts';
import { type Budget, type Limit, peek, spend } from '../../policy/throttle.ts';
import type { ThrottleKey } from '../../ports/throttles.ts';
import type { Storage } from '../storage.ts';

const window = 100;

/** Waits are often as long as the window, give or take 1: there the windows part. */
const step = fc.record({
  what: fc.constantFrom('spend', 'spend', 'spend', 'peek', 'clear', 'purge'),
  wait: fc.oneof(fc.nat(40), fc.integer({ min: window - 1, max: window + 1 }), fc.constant(3 * window)),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What the database answers to each step. */
const answersOf = (storage: Storage, key: ThrottleKey, limit: Limit, steps: readonly Step[]) =>
  storage.transact(async ({ throttles }) => {
    const answers: unknown[] = [];
    let now = 0;
    for (const { what, wait } of steps) {
      now += wait;
      if (what === 'spend') answers.push(await throttles.spend(key, limit, now));
      if (what === 'peek') answers.push(await throttles.peek(key, limit, now));
      if (what === 'clear') await throttles.clear(key);
      if (what === 'purge') await throttles.purge(now, 1_000);
    }
    return answers;
  });

/** What the model says to them. What is over counts no more, so that purging makes no difference. */
const answersOfModel = (limit: Limit, steps: readonly Step[]) => {
  const answers: unknown[] = [];
  let budget: Budget | null = null;
  let now = 0;
  for (const { what, wait } of steps) {
    now += wait;
    if (what === 'peek') answers.push(peek(budget, limit, now));
    if (what === 'clear') budget = null;
    if (what !== 'spend') continue;
    const spending = spend(budget, limit, now);
    if (spending.allowed) budget = spending.next;
    answers.push(spending.allowed ? { allowed: true } : spending);
  }
  return answers;
};

onBothDatabases((given) => {
  test('tries are allowed, refused and paused as the model says, whenever they come', async () => {
    const { storage } = given();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(step, { minLength: 1, maxLength: 30 }),
        async (max, steps) => {
          const limit = { max, window };
          const answers = await answersOf(storage, { key: newId(), user: null }, limit, steps);
          expect(answers).toEqual(answersOfModel(limit, steps));
        },
      ),
    );
  });

  test("a user's budgets are cleared together, and nobody else's", async () => {
    const { storage } = given();
    const [user, other] = [newId<'user'>(), newId<'user'>()];
    const keys = [user, user, other, null].map((whose) => ({ key: newId(), user: whose }));
    const limit = { max: 1, window: 1_000 };
    await storage.transact(async ({ throttles }) => {
      for (const key of keys) await throttles.spend(key, limit, 0);
      await throttles.clearUser(user);
    });
    const left = await Promise.all(keys.map((key) => storage.read.throttles.peek(key, limit, 1)));
    expect(left.map(({ allowed }) => allowed)).toEqual([true, true, false, false]);
    await storage.transact(({ throttles }) => throttles.purge(1_001, 1_000));
    expect(await storage.read.throttles.peek({ key: keys[2]?.key ?? '', user: other }, limit, 1)).toEqual({
      allowed: true,
    });
  });
});
