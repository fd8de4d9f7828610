import type { Approval } from '@sallyport/contract/approvals.ts';
import { type Instant, isoTime } from '../../../kernel/instant.ts';
import type { StoredApproval } from '../../../ports/approvals.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Sealer } from '../../../ports/secrets.ts';
import type { Administrator } from '../../caller.ts';
import { isAsker } from './asker.ts';
import { heldFactorBefore, mayDecide, roleConcerned } from './deciders.ts';
import { openInput } from './input.ts';
import type { CallTerms } from './wanted.ts';

interface Parts {
  readonly sealer: Pick<Sealer, 'open'>;
  readonly termsOf: (call: string) => CallTerms;
}

/** In the words of the contract, to one caller. */
export const describeApproval = async (
  parts: Parts,
  source: Pick<Repositories, 'users' | 'authenticators'>,
  caller: Administrator,
  stored: StoredApproval,
  now: Instant,
): Promise<Approval> => {
  const terms = parts.termsOf(stored.call);
  const state = stateOf(stored, now);
  const { shown, wanted } = openInput(parts, stored);
  const waits = state === 'waiting';
  const { kind, id, name } = stored.asker;
  return {
    id: stored.id,
    act: stored.act,
    call: stored.call,
    summary: terms.summary,
    ...(stored.target && { target: stored.target }),
    changes: [...shown],
    note: stored.note,
    state,
    askedBy: { kind, id, name },
    askedAt: isoTime(stored.askedAt),
    expiresAt: isoTime(stored.expiresAt),
    ...(stored.decidedBy && { decidedBy: stored.decidedBy }),
    ...(stored.decidedAt !== null && { decidedAt: isoTime(stored.decidedAt) }),
    ...(stored.decisionNote && { decisionNote: stored.decisionNote }),
    ...(state === 'approved' && isAsker(caller, stored.asker) && { readWith: textsOf(wanted?.query) }),
    may: {
      approve:
        waits &&
        mayDecide(caller, stored, terms, await roleConcerned(source, stored)) &&
        (await heldFactorBefore(source, caller, stored.askedAt)),
      withdraw: waits && isAsker(caller, stored.asker),
    },
  };
};

const stateOf = ({ state, expiresAt }: StoredApproval, now: Instant): Approval['state'] =>
  (state === 'waiting' || state === 'approved') && expiresAt <= now ? 'expired' : state;

/** A query as it is written into an address. */
const textsOf = (query: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries((query ?? {}) as Record<string, unknown>).map(([name, value]) => [name, String(value)]),
  );
