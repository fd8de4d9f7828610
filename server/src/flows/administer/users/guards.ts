import type { Who } from '../../../policy/model.ts';
import { covers } from '../../../policy/roles.ts';
import type { PolicySubject } from '../../../ports/policies.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { User } from '../../../ports/users.ts';
import type { Administrator } from '../../caller.ts';

/** Nobody acts on those who may do more: a reset must not be a way up. @throws Refusal `permission-denied` */
export const refuseAbove = (caller: Administrator, user: Pick<User, 'role'>): void => {
  if (!covers(caller.role, user.role))
    throw new Refusal(
      'permission-denied',
      `This user is ${user.role}: somebody who may do as much has to do it.`,
    );
};

/** The same of whoever a policy is for by name, held until the transaction ends. @throws Refusal `permission-denied` */
export const refuseUserAbove = async (
  { users }: Pick<Repositories, 'users'>,
  caller: Administrator,
  who: PolicySubject | Who,
): Promise<void> => {
  const found = who.kind === 'user' ? await users.lock(who.user) : undefined;
  if (found !== undefined) refuseAbove(caller, found.user);
};

/** `what` completes “You cannot … yourself”. @throws Refusal `would-lock-out` */
export const refuseOneself = (caller: Administrator, user: Pick<User, 'id'>, what: string): void => {
  if (caller.kind !== 'cli' && caller.user === user.id)
    throw new Refusal('would-lock-out', `You cannot ${what} yourself: ask another administrator.`);
};

/**
 * Rule 12. In the place of an owner with a second factor one without is not enough: a password alone would be all that
 * keeps strangers from setting it up.
 * @throws Refusal `would-lock-out`
 */
export const refuseLastOwner = async (
  source: Pick<Repositories, 'users'>,
  user: Pick<User, 'id' | 'role' | 'state'>,
): Promise<void> => {
  if (user.role !== 'owner' || user.state !== 'active') return;
  const owners = await source.users.holdActiveOwners();
  const others = owners.filter(({ id }) => id !== user.id);
  if (others.length === 0)
    throw new Refusal('would-lock-out', 'This is the last owner: make somebody else owner first.');
  const isEnrolled = owners.find(({ id }) => id === user.id)?.enrolled;
  if (isEnrolled && !others.some(({ enrolled }) => enrolled))
    throw new Refusal(
      'would-lock-out',
      'This is the last owner with a second factor: another owner must set one up first.',
    );
};

export const usernameTaken = (): Refusal =>
  new Refusal('conflict', 'This user name is taken.', {
    errors: [{ field: 'username', message: 'is taken' }],
  });
