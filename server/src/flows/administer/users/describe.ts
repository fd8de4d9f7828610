import type { User } from '@sallyport/contract/users.ts';
import type { UserId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/instant.ts';
import { isoTime } from '../../../kernel/instant.ts';
import { isOnLeave } from '../../../policy/leave.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { RulesInForce } from '../../rules.ts';
import { readStandpoint, type Standpoint } from '../../standpoint.ts';
import { twoFactor } from '../../two-factor.ts';

/** A user as administrators see them; how they stand is decided here and now. */
export const describeUser = (standpoint: Standpoint): User => {
  const { user, groups, facts, now } = standpoint;
  const { accessCodeUntil } = facts;
  return {
    id: user.id,
    username: user.username,
    displayName: user.displayName,
    email: user.email,
    state: user.state,
    role: user.role,
    groups: groups.map(({ id, name }) => ({ id, name })),
    createdAt: isoTime(user.createdAt),
    ...(user.activatedAt !== null && { activatedAt: isoTime(user.activatedAt) }),
    ...(user.suspendedAt !== null && { suspendedAt: isoTime(user.suspendedAt) }),
    ...(user.lastSignInAt !== null && { lastSignInAt: isoTime(user.lastSignInAt) }),
    ...(user.language !== null && { language: user.language }),
    ...(user.onLeaveUntil !== null &&
      isOnLeave(user.onLeaveUntil, now) && { onLeaveUntil: isoTime(user.onLeaveUntil) }),
    ...(user.snoozedAt !== null && { snoozedAt: isoTime(user.snoozedAt) }),
    ...(accessCodeUntil !== undefined &&
      accessCodeUntil > now && { temporaryAccessCode: { expiresAt: isoTime(accessCodeUntil) } }),
    twoFactor: twoFactor(standpoint),
  };
};

/** @throws Refusal `not-found` */
export const readUser = async (
  source: Pick<Repositories, 'users' | 'policies' | 'settings'>,
  rules: RulesInForce,
  id: UserId,
  now: Instant,
  how: 'read' | 'lock' = 'read',
): Promise<Standpoint> => {
  const standpoint = await readStandpoint(source, rules, id, now, how);
  if (standpoint === undefined) throw noSuchUser();
  return standpoint;
};

export const noSuchUser = (): Refusal => new Refusal('not-found', 'There is no such user.');
