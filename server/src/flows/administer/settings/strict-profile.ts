import type { Instant } from '../../../kernel/instant.ts';
import { methodTraits } from '../../../policy/methods.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { UserWithFacts } from '../../../ports/users.ts';
import type { Administrator } from '../../caller.ts';

/**
 * Before the strict profile is turned on (R8): it locks after three wrong tries until an administrator unlocks, so
 * there have to be two of them who get in.
 * @throws Refusal `permission-denied` for a program, `conflict` with what is missing
 */
export const refuseStrictProfile = async (
  { sessions, users }: Pick<Repositories, 'sessions' | 'users'>,
  caller: Administrator,
  now: Instant,
): Promise<void> => {
  if (caller.kind !== 'session')
    throw new Refusal(
      'permission-denied',
      'Only an administrator who is signed in with a second factor can turn the strict profile on.',
    );
  const session = (await sessions.ofUser(caller.user, now, 0)).find(({ id }) => id === caller.session);
  if (!session?.proofs.some(({ method }) => methodTraits[method].strength !== 'weak'))
    throw notYet('your own session used no second factor: sign in with one, then repeat this');
  const others = (await users.administrators()).filter(({ user }) => user.id !== caller.user);
  if (!others.some(canRelease))
    throw notYet(
      'no other owner or administrator has set up a second factor: who is locked out could not be let in again',
    );
};

const canRelease = ({ user, facts }: UserWithFacts): boolean =>
  user.state === 'active' &&
  (user.role === 'owner' || user.role === 'administrator') &&
  facts.authenticators.some(({ disabled }) => !disabled);

const notYet = (why: string): Refusal =>
  new Refusal('conflict', `The strict profile cannot be turned on yet: ${why}.`, {
    errors: [{ field: 'strictProfile.on', message: why }],
  });
