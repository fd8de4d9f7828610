import type { CreatedToken, CreateToken, Token } from '@sallyport/contract/administration.ts';
import type { z } from 'zod';
import { asId, type TokenId } from '../../kernel/ids.ts';
import { days, isoTime } from '../../kernel/instant.ts';
import type { Random } from '../../kernel/random.ts';
import { newToken, tokenHash } from '../../kernel/secrets.ts';
import { covers } from '../../policy/roles.ts';
import type { ApiToken } from '../../ports/api-tokens.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Administrator } from '../caller.ts';
import { judgedNow } from '../time.ts';
import { type Act, act, type Look } from './act.ts';

/** Makes a leaked token easy to find in files and logs. */
const prefix = 'sp_';

interface CreateDeps extends Act<'apiTokens'> {
  readonly random: Random;
}

/**
 * Shown once. Whoever makes one gives it no more than they may do themselves. Tokens make none: whoever found one
 * could outlive its end with another.
 * @throws Refusal `permission-denied`
 */
export const createToken =
  (deps: CreateDeps) =>
  async (
    caller: Administrator,
    { name, role, days: lifetime }: z.output<typeof CreateToken>,
  ): Promise<z.output<typeof CreatedToken>> =>
    act(deps, caller, async ({ apiTokens }, now, record) => {
      if (caller.kind === 'token')
        throw new Refusal(
          'permission-denied',
          'An API token makes no other: sign in, or use the command line on the server.',
        );
      if (!covers(caller.role, role))
        throw new Refusal(
          'permission-denied',
          `You may do less than ${role}: make a token of your own role or below.`,
        );
      const token = prefix + newToken(deps.random);
      const stored: ApiToken = {
        id: deps.newId(),
        name,
        role,
        tokenHash: tokenHash(token),
        user: caller.kind === 'cli' ? null : caller.user,
        createdAt: now,
        expiresAt: now + days(lifetime),
        lastUsedAt: null,
      };
      await apiTokens.add(stored);
      record({
        kind: 'token.created',
        subject: { kind: 'token', id: stored.id, name },
        details: { role, days: lifetime },
      });
      return { ...describeToken(stored), token };
    });

export const listTokens = (deps: Look<'apiTokens'>) => async (): Promise<{ items: Token[] }> => {
  const tokens = await deps.read.apiTokens.list(await judgedNow(deps.clock, deps.read.audit));
  return { items: tokens.map(describeToken) };
};

/** At once, everywhere. @throws Refusal `not-found` */
export const revokeToken =
  (deps: Act<'apiTokens'>) =>
  async (caller: Administrator, id: string): Promise<void> =>
    act(deps, caller, async ({ apiTokens }, _now, record) => {
      if (!(await apiTokens.revoke(asId<TokenId>(id))))
        throw new Refusal('not-found', 'There is no such token.');
      record({ kind: 'token.revoked', subject: { kind: 'token', id } });
    });

const describeToken = ({ id, name, role, createdAt, expiresAt, lastUsedAt, user }: ApiToken): Token => ({
  id,
  name,
  role,
  createdAt: isoTime(createdAt),
  expiresAt: isoTime(expiresAt),
  ...(lastUsedAt !== null && { lastUsedAt: isoTime(lastUsedAt) }),
  ...(user !== null && { userId: user }),
});
