import type { ChallengeId } from '../../kernel/ids.ts';
import type { Verified } from '../../methods/method.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import { userBudget } from './budget.ts';
import type { FactorAttempt } from './check.ts';

export type ConsumeSource = Pick<
  Repositories,
  'authenticators' | 'backupCodes' | 'accessCodes' | 'challenges' | 'throttles'
>;

/**
 * Uses what was found right: one conditional write, of which exactly one of any number of parallel uses succeeds.
 * Part of the transaction that makes it count. Answers with the refusal when somebody else was first.
 */
export const consumeFactor = async (
  source: ConsumeSource,
  found: Verified,
  challenge: ChallengeId | null,
  { proof, user, browser, now }: FactorAttempt,
): Promise<Refusal | undefined> => {
  if (challenge !== null && !(await source.challenges.consume(challenge, now)))
    return new Refusal('used-code', 'This challenge was answered already: start a new one.');
  if ('backupCode' in found) {
    if (!(await source.backupCodes.consume(found.backupCode, now)))
      return new Refusal('used-code', 'This backup code was used already: take another one.');
  } else if ('accessCode' in found) {
    if (!(await source.accessCodes.consume(found.accessCode, user.id, now)))
      return new Refusal(
        'used-code',
        'This code was used already, or has expired: ask the help desk for another.',
      );
  } else if (found.counter === null) {
    await source.authenticators.touch(found.authenticator, now);
  } else if (!(await source.authenticators.advanceCounter(found.authenticator, found.counter, now))) {
    return new Refusal('used-code', 'This code was used already: wait for the next one.');
  }
  await source.throttles.clear(userBudget(proof.method, user.id, browser));
  return undefined;
};
