import type { CurrentSession } from '@sallyport/contract/sign-in.ts';
import { isoTime } from '../../kernel/instant.ts';
import { assuranceOf } from '../../policy/assurance.ts';
import { permissionsOf } from '../../policy/roles.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { SessionCaller } from '../caller.ts';
import { idleSince } from '../sessions.ts';
import { type AccountDeps, standpointOf } from './deps.ts';

/** Who is signed in, at which level, since when. */
export const readCurrentSession =
  (deps: AccountDeps) =>
  async (caller: SessionCaller): Promise<CurrentSession> => {
    const { user, now, rules } = await standpointOf(deps, caller.user);
    const sessions = await deps.read.sessions.ofUser(caller.user, now, idleSince(rules, now));
    const session = sessions.find(({ id }) => id === caller.session);
    if (session === undefined)
      throw new Refusal('sign-in-required', 'This session has ended: sign in again.');
    const { id, username, displayName, email, role } = user;
    return {
      id: session.id,
      user: { id, username, displayName, email, role },
      level: assuranceOf(session.proofs),
      methods: [...new Set(session.proofs.map(({ method }) => method))],
      since: isoTime(session.createdAt),
      expiresAt: isoTime(session.expiresAt),
      ...(caller.steppedUpUntil !== null && { steppedUpUntil: isoTime(caller.steppedUpUntil) }),
      permissions: role === null ? [] : [...permissionsOf(role)],
    };
  };
