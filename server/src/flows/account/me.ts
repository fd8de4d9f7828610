import type { Me } from '@sallyport/contract/me.ts';
import type { SessionCaller } from '../caller.ts';
import { twoFactor } from '../two-factor.ts';
import { enrollableBy } from './authenticators.ts';
import { type AccountDeps, standpointOf } from './deps.ts';

export const readMe =
  (deps: AccountDeps) =>
  async (caller: SessionCaller): Promise<Me> => {
    const standpoint = await standpointOf(deps, caller.user);
    const { user, groups } = standpoint;
    return {
      id: user.id,
      username: user.username,
      displayName: user.displayName,
      email: user.email,
      role: user.role,
      groups: groups.map(({ id, name }) => ({ id, name })),
      twoFactor: twoFactor(standpoint),
      enrollable: enrollableBy(standpoint),
    };
  };
