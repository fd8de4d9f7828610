import type { Clock } from '../kernel/clock.ts';
import { minutes } from '../kernel/instant.ts';
import { tokenHash } from '../kernel/secrets.ts';
import { covers } from '../policy/roles.ts';
import type { Repositories } from '../ports/repositories.ts';
import type { Transactions } from '../ports/transactions.ts';
import type { TokenCaller } from './caller.ts';
import { judgedNow } from './time.ts';

export interface ResumeTokenDeps {
  readonly clock: Clock;
  readonly read: Pick<Repositories, 'apiTokens' | 'users' | 'audit'>;
  readonly transact: Transactions<Pick<Repositories, 'apiTokens'>>;
}

/** Use is noted down at most so often. */
const usedEvery = minutes(1);

/**
 * Who an API token stands for; undefined when it is wrong, expired or revoked. It dies with its user (rule 15),
 * and with the role its user had when making it.
 */
export const resumeToken =
  (deps: ResumeTokenDeps) =>
  async (token: string): Promise<TokenCaller | undefined> => {
    const now = await judgedNow(deps.clock, deps.read.audit);
    const found = await deps.read.apiTokens.byToken(tokenHash(token), now);
    if (found === undefined) return undefined;
    if (found.user !== null) {
      const user = await deps.read.users.byId(found.user);
      if (user?.state !== 'active' || !covers(user.role, found.role)) return undefined;
    }
    const before = now - usedEvery;
    if (found.lastUsedAt === null || found.lastUsedAt <= before)
      await deps.transact(({ apiTokens }) => apiTokens.used(found.id, now, before));
    return { kind: 'token', token: found.id, name: found.name, role: found.role, user: found.user };
  };
