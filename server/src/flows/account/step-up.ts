import type { StepUp, StepUpOptions } from '@sallyport/contract/me.ts';
import type { StartedChallenge } from '@sallyport/contract/sign-in.ts';
import { type Instant, isoTime } from '../../kernel/instant.ts';
import { type MethodKind, methodKinds } from '../../policy/model.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Client, SessionCaller } from '../caller.ts';
import { checkAddress, tooManyAttempts, userBudget, userLimit } from '../factor/budget.ts';
import { startFactorChallenge } from '../factor/challenge.ts';
import { proveFactor } from '../factor/prove.ts';
import type { FactorProof } from '../factor/verify.ts';
import { stepUpEnds } from '../sessions.ts';
import type { Standpoint } from '../standpoint.ts';
import { type AccountDeps, type AccountRepositories, aboutOneself, holderOf, standpointOf } from './deps.ts';

/**
 * Before a change of one's factors: a fresh proof of what one already has (ASVS 7.5.1).
 * The password alone is enough only for somebody who has nothing else.
 */
const provable = ({ facts, rules }: Standpoint): (MethodKind | 'password')[] => {
  const usable = new Set<MethodKind>(
    facts.authenticators.filter((a) => !a.disabled).map(({ method }) => method),
  );
  if (facts.backupCodesLeft > 0) usable.add('backup-code');
  const methods = methodKinds.filter((kind) => usable.has(kind) && rules.decision.enabledMethods.has(kind));
  if (methods.length > 0) return methods;
  return facts.authenticators.length === 0 ? ['password'] : [];
};

export const stepUpOptions =
  (deps: AccountDeps) =>
  async (caller: SessionCaller): Promise<StepUpOptions> => {
    const standpoint = await standpointOf(deps, caller.user);
    const methods = provable(standpoint);
    const preferred = methods.find((method) => method === standpoint.facts.preferredMethod) ?? methods[0];
    if (preferred === undefined)
      throw new Refusal(
        'method-not-available',
        'None of your second factors can be used: ask the help desk to reset them.',
      );
    return {
      methods,
      default: preferred,
      ...(caller.steppedUpUntil !== null && { until: isoTime(caller.steppedUpUntil) }),
    };
  };

export const startStepUpChallenge =
  (deps: AccountDeps) =>
  async (caller: SessionCaller, method: MethodKind): Promise<StartedChallenge> => {
    const standpoint = await standpointOf(deps, caller.user);
    expectProvable(standpoint, method);
    return startFactorChallenge(deps)(standpoint, holderOf(caller), method);
  };

/** @throws Refusal of `proveFactor`; `invalid-credentials` */
export const stepUp =
  (deps: AccountDeps) =>
  async (caller: SessionCaller, proof: StepUp, client: Client): Promise<Instant> => {
    const standpoint = await standpointOf(deps, caller.user);
    const { user, now, rules } = standpoint;
    expectProvable(standpoint, proof.method);
    const factor = asFactorProof(proof);
    if (factor === undefined) {
      await checkOwnPassword(deps, standpoint, 'code' in proof ? proof.code : '', client);
      await deps.transact(async ({ sessions, audit }) => {
        await sessions.stepUp(caller.session, now);
        await audit.append({
          ...aboutOneself(caller, client, now),
          kind: 'session.stepped-up',
          details: { method: 'password' },
        });
      });
      return stepUpEnds(now);
    }
    const { actor, address } = aboutOneself(caller, client, now);
    const attempt = {
      proof: factor,
      user,
      holder: holderOf(caller),
      browser: null,
      address,
      actor,
      settings: rules.settings,
      now,
    };
    await proveFactor(deps, attempt, async ({ sessions, audit }: AccountRepositories) => {
      await sessions.stepUp(caller.session, now);
      await sessions.addProof(caller.session, { method: factor.method, at: now, byEnrolling: false });
      await audit.append({
        ...aboutOneself(caller, client, now),
        kind: 'session.stepped-up',
        details: { method: proof.method },
      });
    });
    return stepUpEnds(now);
  };

/** The contract's union says it in one type: a password, or a proof of a method. */
const asFactorProof = (proof: StepUp): FactorProof | undefined => {
  if (proof.method === 'password') return undefined;
  return 'code' in proof ? { method: proof.method, code: proof.code } : proof;
};

const expectProvable = (standpoint: Standpoint, method: MethodKind | 'password'): void => {
  const methods = provable(standpoint);
  if (!methods.includes(method))
    throw new Refusal(
      'method-not-available',
      `Prove it with one of these: ${methods.join(', ') || 'nothing left; ask the help desk'}.`,
    );
};

/** One's own password, from within a session; counted like every other try of it. @throws Refusal */
export const checkOwnPassword = async (
  deps: AccountDeps,
  { user, now, rules }: Standpoint,
  password: string,
  client: Client,
): Promise<void> => {
  await checkAddress(deps.read.throttles, client.address, now);
  const budget = userBudget('password', user.id, null);
  const tries = await deps.transact(({ throttles }) =>
    throttles.spend(budget, userLimit(rules.settings), now),
  );
  if (!tries.allowed) throw tooManyAttempts(tries.retryAt, now);
  if (!(await deps.hasher.verify(user.passwordHash, password)))
    throw new Refusal('invalid-credentials', 'This is not your password.');
  await deps.transact(({ throttles }) => throttles.clear(budget));
};
