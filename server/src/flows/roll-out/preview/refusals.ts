import type { Preview } from '@sallyport/contract/preview.ts';
import type { Instant } from '../../../kernel/instant.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Author } from '../../caller.ts';
import type { Rules } from '../../rules.ts';
import { refuseLockingOut } from '../lock-out.ts';
import { refuseUnusable } from '../usable-methods.ts';
import type { World } from './as-if.ts';
import { asOwn } from './fact-classes.ts';
import type { Hypothesis } from './hypothesis.ts';
import type { Outcome } from './outcome.ts';

export type Refusals = Preview['refusals'];

/**
 * What saving the change would be refused for, asked of the world as it would be by what refuses it then.
 * @param outcomes all that there are
 */
export const refusalsOf = async (
  world: World,
  hypothesis: Hypothesis,
  rules: Rules,
  author: Author,
  now: Instant,
  outcomes: readonly Outcome[],
): Promise<Refusals> => {
  const { policy, byName, methodsField } = hypothesis;
  const named = [policy?.after?.kind === 'user' ? asOwn(policy.after) : [], byName ?? []].flat();
  const found = [
    await refusalOf(async () => refuseUnusable(rules, methodsField, named)),
    await refusalOf(() => refuseLockingOut(world, author, now)),
  ].flat();
  // Of many, each is refused alone, and listed.
  if (byName === undefined && outcomes.some(({ stranded }) => stranded))
    found.push({
      code: 'would-lock-out',
      message: 'Some could not sign in any more, for they have or owe nothing else.',
      field: methodsField,
    });
  return found;
};

const refusalOf = async (question: () => Promise<void>): Promise<Refusals> => {
  try {
    await question();
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const field = error.errors[0]?.field;
    return [{ code: error.code, message: error.message, ...(field !== undefined && { field }) }];
  }
};
