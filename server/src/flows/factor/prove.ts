import type { Rejected, Verified } from '../../methods/method.ts';
import { enrollableMethods } from '../../policy/model.ts';
import { consecutiveFailureLimit } from '../../policy/throttle.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Transactions } from '../../ports/transactions.ts';
import { aboutThemselves } from '../caller.ts';
import { checkAddress, userBudget } from './budget.ts';
import { type CheckDeps, type FactorAttempt, prepareCheck } from './check.ts';
import { type ConsumeSource, consumeFactor } from './consume.ts';
import { recordWrongTry, spendTry, type Try } from './tries.ts';

type ProveSource = ConsumeSource & Pick<Repositories, 'audit'>;

interface ProveDeps<Source> extends Omit<CheckDeps, 'read'> {
  readonly read: CheckDeps['read'] & Pick<Repositories, 'throttles'>;
  readonly transact: Transactions<Source>;
}

/** A refusal is an outcome like any other: what led to it is kept, so it is thrown after the transaction. */
type Outcome<T> = { readonly refused: Refusal } | { readonly done: T };

/**
 * Proves a second factor and makes it count: takes a try, checks the proof, consumes it, and does `then`, what it is good
 * for. What is checked at once takes one transaction; what takes its time is checked between two, after its try was
 * spent durably. A failure is recorded before it is answered.
 * @throws Refusal `too-many-attempts`, `wrong-code`, `used-code`, `wrong-response`, `invalid-request`
 */
export const proveFactor = async <Source extends ProveSource, T>(
  deps: ProveDeps<Source>,
  attempt: FactorAttempt,
  then: (source: Source) => Promise<T>,
): Promise<T> => {
  const check = await prepareCheck(deps, attempt);
  await checkAddress(deps.read.throttles, attempt.address, attempt.now);

  const spend = async (source: Source): Promise<Outcome<never> | undefined> => {
    const refused = await spendTry(source, tryOf(attempt));
    return refused && { refused };
  };
  const settle = async (source: Source, found: Verified | Rejected): Promise<Outcome<T>> => {
    const refused = found.ok
      ? await consumeFactor(source, found, check.challenge, attempt)
      : new Refusal(found.code, found.detail);
    if (refused === undefined) return { done: await then(source) };
    await recordFailure(source, attempt, refused.code);
    return { refused };
  };

  const outcome =
    check.kind === 'at-once'
      ? await deps.transact(async (source) => (await spend(source)) ?? settle(source, check.run()))
      : ((await deps.transact(spend)) ?? (await settleSlowly(deps, settle, check)));
  if ('refused' in outcome) throw outcome.refused;
  return outcome.done;
};

const settleSlowly = async <Source, T>(
  { transact }: { readonly transact: Transactions<Source> },
  settle: (source: Source, found: Verified | Rejected) => Promise<Outcome<T>>,
  check: { run(): Promise<Verified | Rejected> },
): Promise<Outcome<T>> => {
  const found = await check.run();
  return transact((source) => settle(source, found));
};

const trierOf = ({ user, address, now }: FactorAttempt) => aboutThemselves(user, address, now);

const tryOf = (attempt: FactorAttempt): Try => ({
  trier: trierOf(attempt),
  budget: userBudget(attempt.proof.method, attempt.user.id, attempt.browser),
  method: attempt.proof.method,
  settings: attempt.settings,
});

/** Counts against the address and the authenticators, and stands in the audit log. */
const recordFailure = async (source: ProveSource, attempt: FactorAttempt, reason: string): Promise<void> => {
  const { proof, user, now } = attempt;
  const method = enrollableMethods.find((kind) => kind === proof.method);
  const disabled =
    method === undefined
      ? []
      : await source.authenticators.recordFailure(user.id, method, consecutiveFailureLimit, now);
  await recordWrongTry(source, {
    ...trierOf(attempt),
    kind: 'factor.refused',
    details: { method: proof.method, reason, ...(disabled.length > 0 && { disabled }) },
  });
};
