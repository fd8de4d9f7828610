import type { Settings } from '@sallyport/contract/settings.ts';
import type { BrowserId, ChallengeId } from '../../kernel/ids.ts';
import { asId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Context, Held, Rejected, Verified } from '../../methods/method.ts';
import type { Methods } from '../../methods/registry.ts';
import type { MethodKind } from '../../policy/model.ts';
import type { Holder } from '../../ports/challenges.ts';
import { invalid } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Sealer } from '../../ports/secrets.ts';
import type { User } from '../../ports/users.ts';

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

/** What checking it works with. */
export interface CheckDeps {
  readonly methods: Methods;
  readonly sealer: Sealer;
  readonly origin: string;
  readonly read: Pick<Repositories, 'authenticators' | 'backupCodes' | 'accessCodes' | 'challenges'>;
}

/** A proof that is ready to be checked, at once or slowly; of a challenge, which one it answers. */
export type Check = { readonly challenge: ChallengeId | null } & (
  | { readonly kind: 'at-once'; run(): Verified | Rejected }
  | { readonly kind: 'slowly'; run(): Promise<Verified | Rejected> }
);

/** Everything that can be refused without costing a try, before the check that costs one. @throws Refusal `invalid-request` */
export const prepareCheck = async (deps: CheckDeps, attempt: FactorAttempt): Promise<Check> => {
  const { proof, user, now, settings } = attempt;
  const held = await heldBy(deps, attempt);
  const method = deps.methods[proof.method];
  const context: Context = { now, user, settings, origin: deps.origin };
  if ('code' in proof) {
    if (method.proves !== 'by-code')
      throw invalid('code', `${proof.method} is not typed: start a challenge and send its response`);
    const fault = method.malformed(proof.code, held);
    if (fault !== undefined) throw invalid('code', fault);
    return method.checks === 'at-once'
      ? { kind: 'at-once', challenge: null, run: () => method.verifyCode(proof.code, held, context) }
      : { kind: 'slowly', challenge: null, run: () => method.verifyCode(proof.code, held, context) };
  }
  if (method.proves !== 'by-challenge')
    throw invalid('challengeId', `${proof.method} has no challenges: send the code`);
  const challenge = await deps.read.challenges.find(asId(proof.challengeId), attempt.holder, 'prove', now);
  if (challenge === undefined || challenge.method !== proof.method)
    throw invalid('challengeId', 'is unknown, answered or expired: start a new challenge');
  const state = deps.sealer.open(challenge.state, challenge.id);
  const run = () => method.verifyResponse(state, proof.response, held, context);
  return { kind: 'slowly', challenge: challenge.id, run };
};

const heldBy = async ({ read }: CheckDeps, { proof, user, now }: FactorAttempt): Promise<Held> => ({
  authenticators: await read.authenticators.ofUser(user.id),
  backupCodes: proof.method === 'backup-code' ? await read.backupCodes.unused(user.id) : [],
  accessCode:
    proof.method === 'temporary-access-code' ? await read.accessCodes.live(user.id, now) : undefined,
});
