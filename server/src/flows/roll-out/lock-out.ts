import type { Instant } from '../../kernel/instant.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Administrator } from '../caller.ts';
import { decideFor, readStandpoint, type Standpoint } from '../standpoint.ts';
import { currentRules } from './current-rules.ts';

/** What a login at the portal meets with after the password. */
export const decision = (standpoint: Standpoint) =>
  decideFor(standpoint, { resource: { kind: 'portal' }, address: null, proofs: [], skipped: false });

/** Rule 12, in the transaction that changed the rules. @throws Refusal `would-lock-out` */
export const refuseLockingOutAuthor = async (
  source: Pick<Repositories, 'users' | 'policies' | 'settings'>,
  caller: Administrator,
  now: Instant,
): Promise<void> => {
  const author = caller.kind === 'cli' ? null : caller.user;
  if (author === null) return;
  const standpoint = await readStandpoint(source, currentRules, author, now);
  if (standpoint !== undefined && decision(standpoint).outcome === 'deny')
    throw new Refusal('would-lock-out', 'This would lock you out yourself: you could not undo it.');
};
