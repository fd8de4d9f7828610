import { Refusal } from '../../ports/refusal.ts';
import type { Transactions } from '../../ports/transactions.ts';
import { type ConsumeSource, consumeFactor } from './consume.ts';
import { type FactorAttempt, recordFailure, type VerifyDeps, verifyFactor } from './verify.ts';

/**
 * Verifies a second factor, then uses it: consuming it and `then`, what it is good for, are one transaction.
 * @throws Refusal of `verifyFactor`; `used-code` when somebody else used it first
 */
export const proveFactor = async <Source extends ConsumeSource, T>(
  deps: Omit<VerifyDeps, 'transact'> & { readonly transact: Transactions<Source> & VerifyDeps['transact'] },
  attempt: FactorAttempt,
  then: (source: Source) => Promise<T>,
): Promise<T> => {
  const verified = await verifyFactor(deps, attempt);
  try {
    return await deps.transact(async (source: Source) => {
      await consumeFactor(source, verified, attempt, attempt.now);
      return then(source);
    });
  } catch (error) {
    if (error instanceof Refusal && error.code === 'used-code')
      await recordFailure(deps, attempt, error.code);
    throw error;
  }
};
