import type { Session as SessionView } from '@sallyport/contract/me.ts';
import { asId } from '../../kernel/ids.ts';
import { isoTime } from '../../kernel/instant.ts';
import { assuranceOf } from '../../policy/assurance.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Client, SessionCaller } from '../caller.ts';
import { idleSince } from '../sessions.ts';
import { type AccountDeps, aboutOneself, standpointOf } from './deps.ts';

export const listSessions =
  (deps: AccountDeps) =>
  async (caller: SessionCaller): Promise<{ items: SessionView[] }> => {
    const { now, rules } = await standpointOf(deps, caller.user);
    const sessions = await deps.read.sessions.ofUser(caller.user, now, idleSince(rules, now));
    return {
      items: sessions.map((session) => ({
        id: session.id,
        current: session.id === caller.session,
        createdAt: isoTime(session.createdAt),
        lastSeenAt: isoTime(session.lastSeenAt),
        expiresAt: isoTime(session.expiresAt),
        level: assuranceOf(session.proofs),
        address: session.address,
        userAgent: session.userAgent,
      })),
    };
  };

/** One of one's own: signing out, or ending a session elsewhere. @throws Refusal `not-found` */
export const endSession =
  (deps: AccountDeps) =>
  async (caller: SessionCaller, id: string, client: Client): Promise<void> => {
    const { now } = await standpointOf(deps, caller.user);
    await deps.transact(async ({ sessions, audit }) => {
      if (!(await sessions.end(caller.user, asId(id), now)))
        throw new Refusal('not-found', 'You have no such session; it may have ended already.');
      await audit.append({
        ...aboutOneself(caller, client, now),
        kind: 'session.ended',
        details: { session: id },
      });
    });
  };

export const endOtherSessions =
  (deps: AccountDeps) =>
  async (caller: SessionCaller, client: Client): Promise<void> => {
    const { now } = await standpointOf(deps, caller.user);
    await deps.transact(async ({ sessions, audit }) => {
      const ended = await sessions.endAll(caller.user, now, caller.session);
      await audit.append({
        ...aboutOneself(caller, client, now),
        kind: 'session.others-ended',
        details: { ended },
      });
    });
  };
