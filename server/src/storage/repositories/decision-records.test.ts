import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addUser, onBothDatabases } from '../../../../test/support/databases.ts';
import * as arbitrary from '../../../../test/support/policy/arbitrary.ts';
import { facts, policy, settings } from '../../../../test/support/policy/examples.ts';
import { newId } from '../../../../test/support/samples.ts';
import { asId, type PolicyId, type SignInId, type UserId } from '../../kernel/ids.ts';
import { compile, withOwn } from '../../policy/compile.ts';
import { decide } from '../../policy/decide.ts';
import { explain } from '../../policy/explain.ts';
import type { DecisionRecord, ReportedSignIn } from '../../ports/decision-records.ts';

const rules = { settings, policies: [policy('forced')] };

const recordOf = (given: Partial<DecisionRecord> = {}): DecisionRecord => {
  const { settings: _, ...about } = facts();
  return {
    signIn: newId<'sign-in'>(),
    user: newId<'user'>(),
    facts: about,
    own: [],
    rules: 'rules',
    ...given,
  };
};

const reported = (
  outcome: ReportedSignIn['outcome'],
  given: Partial<ReportedSignIn> = {},
): ReportedSignIn => ({
  policy: asId<PolicyId>('policy'),
  signIn: newId<'sign-in'>(),
  user: newId<'user'>(),
  at: 1_000,
  outcome,
  ...given,
});

onBothDatabases((given) => {
  test('a recorded sign-in is explained by the decision that was made then, whatever the facts', async () => {
    const { storage } = given();
    await fc.assert(
      fc.asyncProperty(
        arbitrary.facts,
        arbitrary.policies(),
        arbitrary.policies(),
        async (at, shared, own) => {
          const made = decide(at, withOwn(compile(shared), own));
          const { settings, ...about } = at;
          const record = recordOf({ facts: about, own, rules: newId() });
          await storage.transact(async ({ decisions }) => {
            await decisions.keepRules(record.rules, { settings, policies: shared }, 1);
            await decisions.add(record);
          });
          const found = await storage.read.decisions.find(record.signIn);
          if (found === undefined) throw new Error('it is not there');
          const policies = withOwn(compile(found.rules.policies), found.own);
          const then = { ...found.facts, settings: found.rules.settings };
          expect(explain(then, policies).decision).toEqual(made);
          expect(then).toEqual(at);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('of several decisions of one sign-in each is found by its time, else the last', async () => {
    const { storage } = given();
    const signIn = newId<'sign-in'>();
    const [first, last] = [1_000, 2_000].map((now) =>
      recordOf({ signIn, facts: { ...recordOf().facts, now } }),
    );
    if (first === undefined || last === undefined) throw new Error('there are two');
    await storage.transact(async ({ decisions }) => {
      await decisions.keepRules('rules', rules, 1);
      for (const record of [first, last, last]) await decisions.add(record);
    });
    const find = async (at?: number) => (await storage.read.decisions.find(signIn, at))?.facts.now;
    expect([await find(), await find(1_000), await find(3_000)]).toEqual([2_000, 1_000, undefined]);
    expect(await storage.read.decisions.find(asId<SignInId>('never'))).toBeUndefined();
  });

  test('rules are kept once, with the time they were first kept at', async () => {
    const { storage } = given();
    const key = newId();
    const since = () => storage.read.decisions.rulesKeptSince(key);
    expect(await since()).toBeUndefined();
    await storage.transact(async ({ decisions }) => {
      await decisions.keepRules(key, rules, 5);
      await decisions.keepRules(key, { ...rules, policies: [] }, 6);
    });
    expect(await since()).toBe(5);
  });

  test('what policies would have done is summed up by day, and the last sign-ins are named', async () => {
    const { storage } = given();
    const user = await addUser(storage);
    const known = reported('denied', { user: user.id, at: 2_000 });
    const gone = reported('asked', { user: asId<UserId>('gone') });
    const other = reported('asked', { policy: asId<PolicyId>('another') });
    await storage.transact(async ({ decisions }) => {
      await decisions.report([gone, other], '2026-11-20');
      await decisions.report([known], '2026-11-21');
      await decisions.report([known], '2026-11-21');
      await decisions.report([reported('denied', { at: 500 })], '2026-11-21');
    });
    const { decisions } = storage.read;
    expect(await decisions.reportedByDay(known.policy, '2026-11-20')).toEqual([
      { day: '2026-11-20', outcome: 'asked', count: 1 },
      { day: '2026-11-21', outcome: 'denied', count: 2 },
    ]);
    expect(await decisions.reportedByDay(known.policy, '2026-11-21')).toHaveLength(1);
    expect(await decisions.reportedLast(known.policy, 2)).toEqual([
      { ...known, username: user.username },
      { ...gone, username: null },
    ]);
  });

  test('purging takes what was recorded before, so many at a time, and leaves the sums', async () => {
    const { storage } = given();
    const signIns = [10, 20, 30].map((now) => recordOf({ facts: { ...recordOf().facts, now } }));
    const policyId = asId<PolicyId>('purged');
    await storage.transact(async ({ decisions }) => {
      await decisions.keepRules('rules', rules, 1);
      for (const record of signIns) await decisions.add(record);
      await decisions.report([reported('asked', { policy: policyId, at: 10 })], '2026-11-21');
      expect([
        await decisions.purge(25, 1),
        await decisions.purge(25, 1),
        await decisions.purge(25, 1),
      ]).toEqual([1, 1, 0]);
    });
    const { decisions } = storage.read;
    const left = await Promise.all(signIns.map(({ signIn }) => decisions.find(signIn)));
    expect(left.map((record) => record !== undefined)).toEqual([false, false, true]);
    expect(await decisions.reportedLast(policyId, 5)).toEqual([]);
    expect(await decisions.reportedByDay(policyId, '2026-01-01')).toHaveLength(1);
  });
});
