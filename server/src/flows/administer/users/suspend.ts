import type { LapsedPeriods, User } from '@sallyport/contract/users.ts';
import { asId, type UserId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/instant.ts';
import type { Links } from '../../../ports/links.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Administrator } from '../../caller.ts';
import { userSubject } from '../../caller.ts';
import { settleUser } from '../../roll-out/settle.ts';
import { type Act, act } from '../act.ts';
import { describeUser, readUser } from './describe.ts';
import { refuseAbove, refuseLastOwner, refuseOneself } from './guards.ts';

type Deps = Act<
  | 'users'
  | 'policies'
  | 'settings'
  | 'periods'
  | 'standings'
  | 'sessions'
  | 'signIns'
  | 'challenges'
  | 'links'
  | 'accessCodes'
  | 'apiTokens'
>;

/** Nobody gets in as this user any more, from now on. Once suspended, it stays at that. @throws Refusal `would-lock-out` */
export const suspendUser =
  (deps: Deps) =>
  async (caller: Administrator, id: string): Promise<User> =>
    act(deps, caller, async (source, now, record) => {
      const before = await readUser(source, deps.rules, asId<UserId>(id), now, 'lock');
      const { user } = before;
      refuseAbove(caller, user);
      if (user.state === 'suspended') return describeUser(before);
      refuseOneself(caller, user, 'suspend');
      await refuseLastOwner(source, user);
      await source.users.edit(user.id, { state: 'suspended', suspendedAt: now });
      await signOutEverywhere(source, user.id, now);
      await source.apiTokens.revokeAll(user.id);
      await voidLinks(source.links, user.id);
      await source.accessCodes.remove(user.id);
      await settleUser(source, deps.rules, user.id, now);
      record({ kind: 'user.suspended', subject: userSubject(user) });
      return describeUser(await readUser(source, deps.rules, user.id, now));
    });

/** Whoever holds one cannot use it any more. */
export const voidLinks = async (links: Pick<Links, 'voidAll'>, user: UserId): Promise<void> => {
  await links.voidAll('activation', user);
  await links.voidAll('password-reset', user);
};

/** Sessions, and logins that are under way. */
export const signOutEverywhere = async (
  source: Pick<Repositories, 'sessions' | 'signIns' | 'challenges'>,
  user: UserId,
  now: Instant,
): Promise<void> => {
  await source.sessions.endAll(user, now);
  await source.signIns.endAll(user, now);
  await source.challenges.removeAll(user);
};

/**
 * Whoever had activated their account is active again. Deadlines that passed meanwhile: `lapsedPeriods` (rule 5).
 * @throws Refusal `conflict` when the user is not suspended
 */
export const reactivateUser =
  (deps: Deps) =>
  async (caller: Administrator, id: string, lapsedPeriods: LapsedPeriods): Promise<User> =>
    act(deps, caller, async (source, now, record) => {
      const { user } = await readUser(source, deps.rules, asId<UserId>(id), now, 'lock');
      refuseAbove(caller, user);
      if (user.state !== 'suspended') throw new Refusal('conflict', 'This user is not suspended.');
      const state = user.activatedAt === null ? 'staged' : 'active';
      await source.users.edit(user.id, { state, suspendedAt: null });
      const lapsed = { since: user.suspendedAt ?? now, choice: lapsedPeriods };
      await settleUser(source, deps.rules, user.id, now, lapsed);
      record({ kind: 'user.reactivated', subject: userSubject(user), details: { lapsedPeriods } });
      return describeUser(await readUser(source, deps.rules, user.id, now));
    });
