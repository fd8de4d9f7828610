import type { Clock } from '../kernel/clock.ts';
import { type Instant, minutes } from '../kernel/instant.ts';
import { tokenHash } from '../kernel/secrets.ts';
import type { UserFacts } from '../policy/model.ts';
import type { Repositories } from '../ports/repositories.ts';
import type { Session } from '../ports/sessions.ts';
import type { Transactions } from '../ports/transactions.ts';
import type { SessionCaller } from './caller.ts';
import type { Rules, RulesInForce } from './rules.ts';
import { decideFor, readStandpoint } from './standpoint.ts';
import { judgedNow } from './time.ts';

export interface SessionDeps {
  readonly clock: Clock;
  readonly rules: RulesInForce;
  readonly read: Pick<Repositories, 'users' | 'sessions' | 'policies' | 'settings' | 'audit'>;
  readonly transact: Transactions<Pick<Repositories, 'sessions'>>;
}

/** A step-up lets its session change factors for so long. */
const stepUpLifetime = minutes(5);
/** Use is noted down at most so often. */
const seenEvery = minutes(1);

export const stepUpEnds = (steppedUpAt: Instant): Instant => steppedUpAt + stepUpLifetime;

/** A password was a fresh proof only as long as there is nothing else to prove (rule 2). */
export const steppedUpUntil = (
  { steppedUpAt, proofs }: Session,
  { authenticators }: UserFacts,
): Instant | null => {
  if (steppedUpAt === null) return null;
  const byFactor = proofs.some(({ at }) => at >= steppedUpAt);
  return byFactor || authenticators.length === 0 ? stepUpEnds(steppedUpAt) : null;
};

export const idleSince = ({ settings }: Rules, now: Instant): Instant =>
  now - minutes(settings.sessions.idleMinutes);

export type Resumed =
  | { readonly kind: 'nobody' }
  /** Signed in, but with less than is required by now (rule 11). */
  | { readonly kind: 'insufficient' }
  | { readonly kind: 'session'; readonly caller: SessionCaller };

/** Who a session cookie stands for, held against today's policies from where it is used: decided at every request. */
export const resumeSession =
  (deps: SessionDeps) =>
  async (token: string, address: string): Promise<Resumed> => {
    if (token === '') return { kind: 'nobody' };
    const now = await judgedNow(deps.clock, deps.read.audit);
    const rules = await deps.rules(deps.read);
    const session = await deps.read.sessions.byToken(tokenHash(token), now, idleSince(rules, now));
    if (session === undefined) return { kind: 'nobody' };
    const standpoint = await readStandpoint(deps.read, deps.rules, session.user, now);
    if (standpoint === undefined || standpoint.user.state !== 'active') return { kind: 'nobody' };
    const decision = decideFor(standpoint, {
      resource: { kind: 'portal' },
      address,
      proofs: session.proofs,
      skipped: session.skipped,
    });
    if (decision.outcome !== 'allow') return { kind: 'insufficient' };
    const before = now - seenEvery;
    if (session.lastSeenAt <= before)
      await deps.transact(({ sessions }) => sessions.seen(session.id, now, before));
    const { user } = standpoint;
    const caller: SessionCaller = {
      kind: 'session',
      session: session.id,
      user: user.id,
      username: user.username,
      role: user.role,
      address,
      steppedUpUntil: unlessPast(steppedUpUntil(session, standpoint.facts), now),
    };
    return { kind: 'session', caller };
  };

const unlessPast = (until: Instant | null, now: Instant): Instant | null =>
  until !== null && until > now ? until : null;
