import type { StepUp, StepUpOptions } from '@sallyport/contract/me.ts';
import type { StartedChallenge } from '@sallyport/contract/sign-in.ts';
import type { BrowserId } from '../../kernel/ids.ts';
import { type Instant, isoTime } from '../../kernel/instant.ts';
import type { MethodKind } from '../../policy/model.ts';
import { freshProof } from '../../policy/proving.ts';
import { Refusal } from '../../ports/refusal.ts';
import { aboutThemselves, type Client, type SessionCaller } from '../caller.ts';
import { userBudget } from '../factor/budget.ts';
import { startFactorChallenge } from '../factor/challenge.ts';
import type { FactorProof } from '../factor/check.ts';
import { knownBrowser } from '../factor/known-browser.ts';
import { proveFactor } from '../factor/prove.ts';
import { recordWrongTry, takeTry } from '../factor/tries.ts';
import { stepUpEnds } from '../sessions.ts';
import type { Standpoint } from '../standpoint.ts';
import { type AccountDeps, type AccountRepositories, aboutOneself, holderOf, standpointOf } from './deps.ts';

/** Before a change of one's factors: a fresh proof of what one already has (ASVS 7.5.1). */
const provable = ({ facts, rules }: Standpoint): Pick<StepUpOptions, 'methods' | 'default'> => {
  const proof = freshProof(facts, rules.decision);
  switch (proof.by) {
    case 'method':
      return { methods: [...proof.methods], default: proof.preferred };
    case 'password':
      return { methods: ['password'], default: 'password' };
    case 'nothing':
      throw new Refusal(
        'method-not-available',
        'None of your second factors can be used any more: ask the help desk to reset them.',
      );
  }
};

export const stepUpOptions =
  (deps: AccountDeps) =>
  async (caller: SessionCaller): Promise<StepUpOptions> => ({
    ...provable(await standpointOf(deps, caller.user)),
    ...(caller.steppedUpUntil !== null && { until: isoTime(caller.steppedUpUntil) }),
  });

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
  async (caller: SessionCaller, proof: StepUp, client: Client, browserToken: string): Promise<Instant> => {
    const standpoint = await standpointOf(deps, caller.user);
    const { user, now, rules } = standpoint;
    expectProvable(standpoint, proof.method);
    const browser = await knownBrowser(deps.read, browserToken, user.id);
    const stepped = async ({ sessions, audit }: AccountRepositories): Promise<void> => {
      await sessions.stepUp(caller.session, now);
      if (proof.method !== 'password')
        await sessions.addProof(caller.session, { method: proof.method, at: now, byEnrolling: false });
      await audit.append({
        ...aboutOneself(caller, client, now),
        kind: 'session.stepped-up',
        details: { method: proof.method },
      });
    };
    const factor = asFactorProof(proof);
    if (factor === undefined) {
      await checkOwnPassword(deps, standpoint, 'code' in proof ? proof.code : '', client, browser);
      await deps.transact(stepped);
    } else {
      const { settings } = rules;
      const { address } = client;
      const attempt = {
        proof: factor,
        user,
        holder: holderOf(caller),
        browser,
        address,
        settings,
        now,
      };
      await proveFactor(deps, attempt, stepped);
    }
    return stepUpEnds(now);
  };

/** The contract's union says it in one type: a password, or a proof of a method. */
const asFactorProof = (proof: StepUp): FactorProof | undefined => {
  if (proof.method === 'password') return undefined;
  return 'code' in proof ? { method: proof.method, code: proof.code } : proof;
};

const expectProvable = (standpoint: Standpoint, method: MethodKind | 'password'): void => {
  const { methods } = provable(standpoint);
  if (!methods.includes(method))
    throw new Refusal('method-not-available', `Prove it with one of these: ${methods.join(', ')}.`);
};

/** One's own password, from within a session; counted like every other try of it. @throws Refusal */
export const checkOwnPassword = async (
  deps: AccountDeps,
  { user, now, rules }: Standpoint,
  password: string,
  client: Client,
  browser: BrowserId | null,
): Promise<void> => {
  const trier = aboutThemselves(user, client.address, now);
  const budget = userBudget('password', user.id, browser);
  await takeTry(deps, { trier, budget, method: 'password', settings: rules.settings });
  if (await deps.hasher.verify(user.passwordHash, password))
    return deps.transact(({ throttles }) => throttles.clear(budget));
  const details = { method: 'password', reason: 'wrong-password' };
  await deps.transact((source) => recordWrongTry(source, { ...trier, kind: 'factor.refused', details }));
  throw new Refusal('invalid-credentials', 'This is not your password.');
};
