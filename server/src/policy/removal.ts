import type { Instant } from '../kernel/instant.ts';
import type { CompiledPolicies } from './compile.ts';
import { holdingsOf } from './holdings.ts';
import { demandsOnUser } from './matching.ts';
import type { DecisionSettings, UserFacts } from './model.ts';

/**
 * Whether an authenticator may be removed, by its owner: where anything is required of them (soft or forced, over any
 * entry), one that is usable has to stay, and each demand keeps what of its methods the user has for it.
 * @param without the user as they would be
 */
export const mayRemove = (
  user: UserFacts,
  without: UserFacts,
  policies: CompiledPolicies,
  settings: DecisionSettings,
  now: Instant,
): boolean => {
  const before = holdingsOf(user, settings).enrolled;
  const after = holdingsOf(without, settings).enrolled;
  return demandsOnUser(user, policies, settings, now).every(({ demand }) => {
    if (demand.strength === 'none' || demand.strength === 'optional') return true;
    const lostOwed = (before & demand.owed & ~after) !== 0;
    const lostLastAllowed = (before & demand.allowed) !== 0 && (after & demand.allowed) === 0;
    return after !== 0 && !lostOwed && !lostLastAllowed;
  });
};
