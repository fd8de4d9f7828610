import type { User } from '@sallyport/contract/users.ts';
import { asId, type UserId } from '../../../kernel/ids.ts';
import type { Role } from '../../../policy/model.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Administrator } from '../../caller.ts';
import { userSubject } from '../../caller.ts';
import { settleUser } from '../../roll-out/settle.ts';
import { type Standpoint, standingOf } from '../../standpoint.ts';
import { type Act, act } from '../act.ts';
import { actsInForce } from '../approvals/acts-in-force.ts';
import { describeUser, readUser } from './describe.ts';
import { refuseLastOwner } from './guards.ts';
import { voidLinks } from './suspend.ts';

type Deps = Act<'users' | 'policies' | 'settings' | 'periods' | 'standings' | 'apiTokens' | 'links'>;

/**
 * Gives or takes a role. Open sessions are decided anew at their next request, and found wanting where 2FA is
 * required from now on; API tokens, made with the old role, are revoked, and so are links, which may lie in the hands
 * of somebody who could make them for the old role and not for the new.
 * @throws Refusal `would-lock-out` when the last owner would be gone, `conflict` for somebody whose period has expired,
 * or who has no second factor where giving roles takes two people
 */
export const setRole =
  (deps: Deps) =>
  async (caller: Administrator, id: string, role: Role | null): Promise<User> =>
    act(deps, caller, async (source, now, record) => {
      const before = await readUser(source, deps.rules, asId<UserId>(id), now, 'lock');
      const { user } = before;
      if (user.role === role) return describeUser(before);
      await refuseLastOwner(source, user);
      if (role !== null) refuseExpired(before);
      if (role !== null && caller.kind !== 'cli') refuseUnprotected(before);
      await source.users.edit(user.id, { role });
      await source.apiTokens.revokeAll(user.id);
      await voidLinks(source.links, user.id);
      await settleUser(source, deps.rules, user.id, now);
      record({
        kind: 'user.role-set',
        subject: userSubject(user),
        details: { before: user.role, after: role },
      });
      return describeUser(await readUser(source, deps.rules, user.id, now));
    });

/** Where it takes two people, a role on an account without a second factor would be whose hands its link or password is in. */
const refuseUnprotected = ({ user, facts, rules }: Standpoint): void => {
  if (!actsInForce(rules.settings).has('change-roles')) return;
  if (user.state === 'active' && facts.authenticators.some(({ disabled }) => !disabled)) return;
  throw new Refusal(
    'conflict',
    'They have no second factor yet: let them activate their account and set one up, then give them the role.',
  );
};

/** Rule 4: administrators are under no soft policy, so a role would let them enroll by the password alone. */
const refuseExpired = (standpoint: Standpoint): void => {
  if (standingOf(standpoint).status === 'expired')
    throw new Refusal(
      'conflict',
      'Their enrollment period has expired: reset it before you give them a role.',
    );
};
