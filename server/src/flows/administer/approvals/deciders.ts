import { asId, type UserId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/instant.ts';
import { covers, permissionsOf } from '../../../policy/roles.ts';
import type { StoredApproval } from '../../../ports/approvals.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { User, UserWithFacts } from '../../../ports/users.ts';
import type { Administrator } from '../../caller.ts';
import { isAsker } from './asker.ts';
import type { CallTerms } from './wanted.ts';

type About = Pick<StoredApproval, 'target' | 'asker'>;

/** The role of the user it is about: nobody approves of anybody what they could not do to them themselves. */
export const roleConcerned = async (
  { users }: Pick<Repositories, 'users'>,
  { target }: About,
): Promise<User['role']> => {
  if (target?.kind !== 'user') return null;
  return (await users.byId(asId<UserId>(target.id)))?.role ?? null;
};

type Decider = Pick<User, 'role'>;

const mayDo = ({ role }: Decider, { permission }: CallTerms, concerned: User['role']): boolean =>
  role !== null &&
  permissionsOf(role).has('approvals:decide') &&
  permissionsOf(role).has(permission) &&
  covers(role, concerned);

/** A person who is signed in, somebody else than who asked, and who may do as much. Programs approve nothing. */
export const mayDecide = (
  caller: Administrator,
  about: About,
  terms: CallTerms,
  concerned: User['role'],
): boolean => caller.kind === 'session' && !isAsker(caller, about.asker) && mayDo(caller, terms, concerned);

/** All who could decide it. */
export const decidersOf = async (
  { users }: Pick<Repositories, 'users'>,
  about: About,
  terms: CallTerms,
): Promise<readonly UserWithFacts[]> => {
  const concerned = await roleConcerned({ users }, about);
  const asker = about.asker.kind === 'user' ? about.asker.id : about.asker.user;
  return (await users.administrators()).filter(
    ({ user, facts }) =>
      user.state === 'active' &&
      user.id !== asker &&
      facts.authenticators.some(({ disabled }) => !disabled) &&
      mayDo(user, terms, concerned),
  );
};

/**
 * Whether the user had a second factor in working order by then. Who set theirs up since may be the asker, with
 * somebody else's account.
 */
export const heldFactorBefore = async (
  { authenticators }: Pick<Repositories, 'authenticators'>,
  caller: Administrator,
  askedAt: Instant,
): Promise<boolean> =>
  caller.kind === 'session' &&
  (await authenticators.ofUser(caller.user)).some(
    ({ createdAt, disabledAt }) => createdAt <= askedAt && disabledAt === null,
  );
