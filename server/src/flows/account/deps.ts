import type { SessionId, UserId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import { Refusal } from '../../ports/refusal.ts';
import { aboutThemselves, type Client, type SessionCaller } from '../caller.ts';
import type { SignInDeps, SignInRepositories } from '../sign-in/deps.ts';
import { readStandpoint, type Standpoint } from '../standpoint.ts';
import { judgedNow } from '../time.ts';

/** What people do with their own account works with the same parts as signing in. */
export type AccountDeps = SignInDeps;
export type AccountRepositories = SignInRepositories;

/** Oneself, read anew. */
export const standpointOf = async (
  deps: AccountDeps,
  user: UserId,
  source: AccountRepositories = deps.read,
  how: 'read' | 'lock' = 'read',
): Promise<Standpoint> => {
  const now = await judgedNow(deps.clock, source.audit);
  const standpoint = await readStandpoint(source, deps.rules, user, now, how);
  if (standpoint === undefined) throw new Refusal('sign-in-required', 'This account is gone.');
  return standpoint;
};

/** What every audit event about one's own account bears. */
export const aboutOneself = ({ user, username }: SessionCaller, client: Client, now: Instant) =>
  aboutThemselves({ id: user, username }, client.address, now);

export const holderOf = (caller: SessionCaller): { readonly session: SessionId } => ({
  session: caller.session,
});
