import type { Settings } from '@sallyport/contract/settings.ts';
import type { BrowserId, ChallengeId } from '../../kernel/ids.ts';
import { asId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Context, Held, Verified } from '../../methods/method.ts';
import type { Methods } from '../../methods/registry.ts';
import type { MethodKind } from '../../policy/model.ts';
import { addressLimit, consecutiveFailureLimit } from '../../policy/throttle.ts';
import type { Actor } from '../../ports/audit-log.ts';
import { invalid, Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Sealer } from '../../ports/secrets.ts';
import type { Holder } from '../../ports/sign-ins.ts';
import type { Transactions } from '../../ports/transactions.ts';
import type { User } from '../../ports/users.ts';
import { addressBudget, checkAddress, tooManyAttempts, userBudget, userLimit } from './budget.ts';

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
  readonly actor: Actor;
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
  const { proof, now } = attempt;
  const check = await prepareCheck(deps, attempt, await heldBy(deps, attempt));
  await checkAddress(deps.read.throttles, attempt.address, now);
  await spend(deps, attempt);
  const found = await check.run();
  if (found.ok) return { method: proof.method, found, challenge: check.challenge };
  await recordFailure(deps, attempt, found.code);
  throw new Refusal(found.code, found.detail);
};

/** Counts against the address and the authenticators, and stands in the audit log. */
export const recordFailure = (deps: VerifyDeps, attempt: FactorAttempt, reason: string): Promise<void> =>
  deps.transact(async ({ throttles, authenticators, audit }) => {
    const { proof, user, now } = attempt;
    await throttles.spend(addressBudget(attempt.address), addressLimit, now);
    const disabled =
      proof.method === 'backup-code'
        ? []
        : await authenticators.recordFailure(user.id, proof.method, consecutiveFailureLimit, now);
    await audit.append({
      ...aboutAttempt(attempt),
      kind: 'factor.refused',
      details: { method: proof.method, reason, ...(disabled.length > 0 && { disabled }) },
    });
  });

const aboutAttempt = ({ user, now, actor, address }: FactorAttempt) => ({
  at: now,
  actor,
  subject: { kind: 'user', id: user.id, name: user.username } as const,
  address,
});

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

const spend = async (deps: VerifyDeps, attempt: FactorAttempt): Promise<void> => {
  const { proof, user, now } = attempt;
  const budget = await deps.transact(async ({ throttles, audit }) => {
    const left = await throttles.spend(
      userBudget(proof.method, user.id, attempt.browser),
      userLimit(attempt.settings),
      now,
    );
    if (!left.allowed)
      await audit.append({
        ...aboutAttempt(attempt),
        kind: 'factor.throttled',
        details: { method: proof.method },
      });
    return left;
  });
  if (!budget.allowed) throw tooManyAttempts(budget.retryAt, now);
};
