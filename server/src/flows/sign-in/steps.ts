import type { ConfirmEnrollment, StartedChallenge, StartedEnrollment } from '@sallyport/contract/sign-in.ts';
import type { EnrollableMethod, MethodKind } from '../../policy/model.ts';
import { Refusal } from '../../ports/refusal.ts';
import { beginEnrollment } from '../enroll/begin.ts';
import { confirmEnrollment, shownOnce } from '../enroll/confirm.ts';
import { storeEnrollment } from '../enroll/store.ts';
import { startFactorChallenge } from '../factor/challenge.ts';
import type { FactorProof } from '../factor/check.ts';
import { proveFactor } from '../factor/prove.ts';
import { accessCodeUsed, backupCodeUsed } from '../mails/authenticators.ts';
import { queueMail } from '../mails/queue.ts';
import { judgedNow } from '../time.ts';
import type { SignInDeps, Step } from './deps.ts';
import { type Progress, proceed, readProgress } from './proceed.ts';
import { signInState } from './state.ts';

/** The steps of a sign-in after the password. Each is allowed only where the decision, made anew, asks for it. */

export const currentStep =
  (deps: SignInDeps) =>
  async (token: string): Promise<Step> => {
    const { standpoint, decision } = await progress(deps, token);
    // Nothing is left to ask, but completing it is a step of its own: a read makes no session.
    return { state: signInState(decision, standpoint) };
  };

export const abandonSignIn =
  (deps: SignInDeps) =>
  async (token: string): Promise<void> => {
    const { signIn, standpoint } = await progress(deps, token);
    await deps.transact(({ signIns }) => signIns.end(signIn.id, standpoint.now));
  };

export const startChallenge =
  (deps: SignInDeps) =>
  async (token: string, method: MethodKind): Promise<StartedChallenge> => {
    const at = await progress(deps, token);
    expectChallenge(at, method);
    return startFactorChallenge(deps)(at.standpoint, { signIn: at.signIn.id }, method);
  };

/** @throws Refusal of `proveFactor`, `not-expected`, `method-not-available` */
export const prove =
  (deps: SignInDeps) =>
  async (token: string, browserToken: string, proof: FactorProof, address: string): Promise<Step> => {
    const at = await progress(deps, token);
    expectChallenge(at, proof.method);
    const { signIn, standpoint } = at;
    const { user, now, rules } = standpoint;
    const attempt = {
      proof,
      user,
      holder: { signIn: signIn.id },
      browser: signIn.browser,
      address,
      settings: rules.settings,
      now,
    };
    return proveFactor(deps, attempt, async (source) => {
      await source.signIns.addProof(signIn.id, { method: proof.method, at: now, byEnrolling: false });
      if (proof.method === 'backup-code') {
        const left = standpoint.facts.backupCodesLeft - 1;
        await queueMail(source.outbox, deps, standpoint, backupCodeUsed, { left });
      }
      if (proof.method === 'temporary-access-code')
        await queueMail(source.outbox, deps, standpoint, accessCodeUsed, {});
      return proceed(deps, source, token, browserToken, standpoint);
    });
  };

export const enroll =
  (deps: SignInDeps) =>
  async (token: string, method: EnrollableMethod): Promise<StartedEnrollment> => {
    const at = await progress(deps, token);
    expectEnrollment(at, method);
    return beginEnrollment(deps)(at.standpoint, { signIn: at.signIn.id }, method, null);
  };

export const confirm =
  (deps: SignInDeps) =>
  async (
    token: string,
    browserToken: string,
    id: string,
    answer: ConfirmEnrollment,
    address: string,
  ): Promise<Step> => {
    const { signIn, standpoint } = await progress(deps, token);
    const confirmed = await confirmEnrollment(deps)(standpoint, { signIn: signIn.id }, id, answer, address);
    return deps.transact(async (source) => {
      // Decided once more under the user's lock: somebody may have enrolled meanwhile, and then a password is not enough.
      const at = await readProgress(deps, source, token, standpoint.now, 'lock');
      expectEnrollment(at, confirmed.method);
      await storeEnrollment(deps, source, standpoint, confirmed);
      await source.signIns.addProof(signIn.id, {
        method: confirmed.method,
        at: standpoint.now,
        byEnrolling: true,
      });
      const after = await readProgress(deps, source, token, standpoint.now);
      return proceed(deps, source, token, browserToken, after.standpoint, shownOnce(confirmed));
    });
  };

/** @throws Refusal `not-skippable` */
export const skip =
  (deps: SignInDeps) =>
  async (token: string, browserToken: string): Promise<Step> => {
    const { signIn, standpoint, decision } = await progress(deps, token);
    if (decision.outcome !== 'enroll' || !decision.skippable)
      throw new Refusal('not-skippable', 'This step cannot be skipped: it is needed to get in.');
    return deps.transact(async (source) => {
      await source.signIns.skip(signIn.id, standpoint.now);
      return proceed(deps, source, token, browserToken, standpoint);
    });
  };

const progress = async (deps: SignInDeps, token: string): Promise<Progress> =>
  readProgress(deps, deps.read, token, await judgedNow(deps.clock, deps.read.audit));

const expectChallenge = ({ decision }: Progress, method: MethodKind): void => {
  if (decision.outcome !== 'challenge')
    throw new Refusal('not-expected', 'No second factor is asked for at this step.');
  if (!decision.methods.includes(method))
    throw new Refusal('method-not-available', `Use one of these methods: ${decision.methods.join(', ')}.`);
};

const expectEnrollment = ({ decision }: Progress, method: EnrollableMethod): void => {
  if (decision.outcome !== 'enroll')
    throw new Refusal('not-expected', 'Nothing is to be set up at this step: prove what you have first.');
  if (!decision.methods.includes(method))
    throw new Refusal('method-not-available', `Set up one of these methods: ${decision.methods.join(', ')}.`);
};
