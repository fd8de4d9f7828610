import { Refusal } from '../../ports/refusal.ts';
import type { SessionCaller } from '../caller.ts';
import { idleSince, steppedUpUntil } from '../sessions.ts';
import type { Standpoint } from '../standpoint.ts';
import type { AccountRepositories } from './deps.ts';

/**
 * What the gate asked of the session before the request, asked of what is stored now.
 * @throws Refusal `sign-in-required` when it has ended, `step-up-required` when there is more to prove by now
 */
export const refuseUnproved = async (
  { sessions }: Pick<AccountRepositories, 'sessions'>,
  { user, facts, rules, now }: Standpoint,
  caller: SessionCaller,
): Promise<void> => {
  const live = await sessions.ofUser(user.id, now, idleSince(rules, now));
  const session = live.find(({ id }) => id === caller.session);
  if (session === undefined) throw new Refusal('sign-in-required', 'This session has ended: sign in again.');
  const until = steppedUpUntil(session, facts);
  if (until === null || until <= now)
    throw new Refusal('step-up-required', 'Prove a second factor once more, then repeat this.');
};
