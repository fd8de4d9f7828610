import type { Settings } from '@sallyport/contract/settings.ts';
import type { BrowserId, ChallengeId } from '../../kernel/ids.ts';
import { asId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Context, Held, Verified } from '../../methods/method.ts';
import type { Methods } from '../../methods/registry.ts';
import type { MethodKind } from '../../policy/model.ts';
import { consecutiveFailureLimit } from '../../policy/throttle.ts';
import type { Holder } from '../../ports/challenges.ts';
import { invalid, Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Sealer } from '../../ports/secrets.ts';
import type { Transactions } from '../../ports/transactions.ts';
import type { User } from '../../ports/users.ts';
import { aboutThemselves } from '../caller.ts';
import { userBudget } from './budget.ts';
import { recordWrongTry, takeTry } from './tries.ts';

export type FactorProof =
  | { readonly method: MethodKind; readonly code: string }
  | {
      readonly method: MethodKind;
      readonly challengeId: string;
      readonly response: Readonly<Record<string, unknown>>;
    };

export interface FactorAttempt {
  readonly proof: FactorProof;
  readonly user: User;
  readonly holder: Holder;
  readonly browser: BrowserId | null;
  readonly address: string;
  readonly settings: Settings;
  readonly now: Instant;
}

/** Right, but not yet used: `consumeFactor` decides who of several may use it. */
export interface VerifiedFactor {
  readonly method: MethodKind;
  readonly found: Verified;
  readonly challenge: ChallengeId | null;
}

export interface VerifyDeps {
  readonly methods: Methods;
  readonly sealer: Sealer;
  readonly origin: string;
  readonly read: Pick<Repositories, 'authenticators' | 'backupCodes' | 'challenges' | 'throttles'>;
  readonly transact: Transactions<Pick<Repositories, 'throttles' | 'authenticators' | 'audit'>>;
}

/**
 * Checks a second factor. The budget is spent, durably, before the check; a failure is recorded before it is answered.
 * @throws Refusal `too-many-attempts`, `wrong-code`, `used-code`, `wrong-response`, `invalid-request`
 */
export const verifyFactor = async (deps: VerifyDeps, attempt: FactorAttempt): Promise<VerifiedFactor> => {
  const { proof, user, browser, settings } = attempt;
  const check = await prepareCheck(deps, attempt, await heldBy(deps, attempt));
  await takeTry(deps, trierOf(attempt), userBudget(proof.method, user.id, browser), proof.method, settings);
  const found = await check.run();
  if (found.ok) return { method: proof.method, found, challenge: check.challenge };
  await recordFailure(deps, attempt, found.code);
  throw new Refusal(found.code, found.detail);
};

/** Counts against the authenticators as well. */
export const recordFailure = (deps: VerifyDeps, attempt: FactorAttempt, reason: string): Promise<void> =>
  deps.transact(async (source) => {
    const { proof, user, now } = attempt;
    const disabled =
      proof.method === 'backup-code'
        ? []
        : await source.authenticators.recordFailure(user.id, proof.method, consecutiveFailureLimit, now);
    await recordWrongTry(source, {
      ...trierOf(attempt),
      kind: 'factor.refused',
      details: { method: proof.method, reason, ...(disabled.length > 0 && { disabled }) },
    });
  });

const trierOf = ({ user, address, now }: FactorAttempt) => aboutThemselves(user, address, now);

const heldBy = async ({ read }: VerifyDeps, { proof, user }: FactorAttempt): Promise<Held> => ({
  authenticators: await read.authenticators.ofUser(user.id),
  backupCodes: proof.method === 'backup-code' ? await read.backupCodes.unused(user.id) : [],
});

/** Everything that can be refused without costing a try, before the check that costs one. */
const prepareCheck = async (deps: VerifyDeps, attempt: FactorAttempt, held: Held) => {
  const { proof, user, now, settings } = attempt;
  const method = deps.methods[proof.method];
  const context: Context = { now, user, settings, origin: deps.origin };
  if ('code' in proof) {
    if (method.proves !== 'by-code')
      throw invalid('code', `${proof.method} is not typed: start a challenge and send its response`);
    const fault = method.malformed(proof.code, held);
    if (fault !== undefined) throw invalid('code', fault);
    return { challenge: null, run: () => method.verifyCode(proof.code, held, context) };
  }
  if (method.proves !== 'by-challenge')
    throw invalid('challengeId', `${proof.method} has no challenges: send the code`);
  const challenge = await deps.read.challenges.find(asId(proof.challengeId), attempt.holder, 'prove', now);
  if (challenge === undefined || challenge.method !== proof.method)
    throw invalid('challengeId', 'is unknown, answered or expired: start a new challenge');
  const state = deps.sealer.open(challenge.state, challenge.id);
  return { challenge: challenge.id, run: () => method.verifyResponse(state, proof.response, held, context) };
};
