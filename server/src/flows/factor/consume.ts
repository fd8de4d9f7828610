import type { Instant } from '../../kernel/instant.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import { userBudget } from './budget.ts';
import type { FactorAttempt, VerifiedFactor } from './verify.ts';

export type ConsumeSource = Pick<Repositories, 'authenticators' | 'backupCodes' | 'challenges' | 'throttles'>;

/**
 * Uses what was verified: one conditional write, of which exactly one of any number of parallel uses succeeds.
 * Part of the transaction that makes it count.
 * @throws Refusal `used-code`
 */
export const consumeFactor = async (
  source: ConsumeSource,
  { method, found, challenge }: VerifiedFactor,
  attempt: Pick<FactorAttempt, 'user' | 'browser'>,
  now: Instant,
): Promise<void> => {
  if (challenge !== null && !(await source.challenges.consume(challenge, now)))
    throw new Refusal('used-code', 'This challenge was answered already: start a new one.');
  if ('backupCode' in found) {
    if (!(await source.backupCodes.consume(found.backupCode, now)))
      throw new Refusal('used-code', 'This backup code was used already: take another one.');
  } else if (found.counter === null) {
    await source.authenticators.touch(found.authenticator, now);
  } else if (!(await source.authenticators.advanceCounter(found.authenticator, found.counter, now))) {
    throw new Refusal('used-code', 'This code was used already: wait for the next one.');
  }
  await source.throttles.clear(userBudget(method, attempt.user.id, attempt.browser));
};
