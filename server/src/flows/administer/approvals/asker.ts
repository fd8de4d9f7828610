import type { Instant } from '../../../kernel/instant.ts';
import type { Permission } from '../../../policy/roles.ts';
import { covers, permissionsOf } from '../../../policy/roles.ts';
import type { Asker } from '../../../ports/approvals.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { AbsentCaller, Administrator, TokenCaller } from '../../caller.ts';

/** Undefined for the command line on the server, which asks nobody. */
export const askerOf = (caller: Administrator): Asker | undefined => {
  switch (caller.kind) {
    case 'session':
    case 'absent':
      return { kind: 'user', id: caller.user, name: caller.username };
    case 'token':
      return { kind: 'token', id: caller.token, name: caller.name, user: caller.user };
    case 'cli':
      return undefined;
  }
};

const userOf = (asker: Asker) => (asker.kind === 'user' ? asker.id : asker.user);

/** Whether the caller is who asked: whatever they asked with, a person is one person. */
export const isAsker = (caller: Administrator, asker: Asker): boolean => {
  if (caller.kind === 'cli') return false;
  if (caller.kind === 'token' && caller.token === asker.id) return true;
  return caller.user !== null && caller.user === userOf(asker);
};

/**
 * Who asked, with what they may do by now: the act is theirs, and is judged by that.
 * @throws Refusal `permission-denied` when they may not any more
 */
export const askerNow = async (
  source: Pick<Repositories, 'users' | 'apiTokens'>,
  asker: Asker,
  permission: Permission,
  now: Instant,
): Promise<Administrator> => {
  const caller = await callerNow(source, asker, permission, now);
  if (caller === undefined)
    throw new Refusal('permission-denied', `${asker.name}, who asked for it, may not do it any more.`);
  return caller;
};

/** With the role they have by now; undefined when it does not allow it, or they are not let in any more. */
export const callerNow = async (
  source: Pick<Repositories, 'users' | 'apiTokens'>,
  asker: Asker,
  permission: Permission,
  now: Instant,
): Promise<Administrator | undefined> => {
  const caller = asker.kind === 'user' ? await userNow(source, asker) : await tokenNow(source, asker, now);
  return caller !== undefined && permissionsOf(caller.role).has(permission) ? caller : undefined;
};

const userNow = async (
  { users }: Pick<Repositories, 'users'>,
  asker: Asker & { readonly kind: 'user' },
): Promise<AbsentCaller | undefined> => {
  const user = await users.byId(asker.id);
  if (user?.state !== 'active' || user.role === null) return undefined;
  return { kind: 'absent', user: user.id, username: user.username, role: user.role };
};

/** A token dies with its user, and with the role its user had when making it. */
const tokenNow = async (
  { apiTokens, users }: Pick<Repositories, 'apiTokens' | 'users'>,
  asker: Asker & { readonly kind: 'token' },
  now: Instant,
): Promise<TokenCaller | undefined> => {
  const token = (await apiTokens.list(now)).find(({ id }) => id === asker.id);
  if (token === undefined) return undefined;
  if (token.user !== null) {
    const user = await users.byId(token.user);
    if (user?.state !== 'active' || !covers(user.role, token.role)) return undefined;
  }
  return { kind: 'token', token: token.id, name: token.name, role: token.role, user: token.user };
};
