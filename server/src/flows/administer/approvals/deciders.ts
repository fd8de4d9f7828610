import { asId, type UserId } from '../../../kernel/ids.ts';
import { covers, permissionsOf } from '../../../policy/roles.ts';
import type { StoredApproval } from '../../../ports/approvals.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { User, UserWithFacts } from '../../../ports/users.ts';
import type { Administrator } from '../../caller.ts';
import { isAsker } from './asker.ts';
import type { CallTerms } from './wanted.ts';

type About = Pick<StoredApproval, 'act' | 'target' | 'asker'>;

/** The role of the user it is about: nobody approves a reset that they could not do themselves. */
export const roleConcerned = async (
  { users }: Pick<Repositories, 'users'>,
  { act, target }: About,
): Promise<User['role']> => {
  if (act !== 'reset-administrators' || target === null) return null;
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
    ({ user }) => user.state === 'active' && user.id !== asker && mayDo(user, terms, concerned),
  );
};
