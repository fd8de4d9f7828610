import type { UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Repositories } from '../ports/repositories.ts';
import type { ProjectedStanding } from '../ports/standings.ts';
import type { RulesInForce } from './rules.ts';
import { readStandpoint, type Standpoint, standingOf } from './standpoint.ts';

type Source = Pick<Repositories, 'users' | 'standings' | 'policies' | 'settings'>;

/** Stores how the user stands beside the user, in the transaction that changed a fact about them. */
export const project = async (
  source: Source,
  rules: RulesInForce,
  id: UserId,
  now: Instant,
): Promise<void> => {
  const standpoint = await readStandpoint(source, rules, id, now);
  if (standpoint === undefined) return;
  await source.standings.store([projected(standpoint)]);
};

export const projected = (standpoint: Standpoint): ProjectedStanding => {
  const { status, required, period } = standingOf(standpoint);
  return {
    user: standpoint.user.id,
    status: status === 'expired' ? 'in-enrollment-period' : status,
    required,
    deadline: period?.deadline ?? null,
  };
};
