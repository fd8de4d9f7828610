import type { ConfirmEnrollment } from '@sallyport/contract/sign-in.ts';
import { asId } from '../../kernel/ids.ts';
import type { Enrolled } from '../../methods/method.ts';
import type { Methods } from '../../methods/registry.ts';
import { type EnrollableMethod, enrollableMethods } from '../../policy/model.ts';
import type { StoredBackupCode } from '../../ports/backup-codes.ts';
import type { Challenge, Holder } from '../../ports/challenges.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Sealer } from '../../ports/secrets.ts';
import type { Transactions } from '../../ports/transactions.ts';
import { aboutThemselves } from '../caller.ts';
import { userBudget } from '../factor/budget.ts';
import { recordWrongTry, takeTry } from '../factor/tries.ts';
import type { Standpoint } from '../standpoint.ts';

export interface ConfirmDeps {
  readonly methods: Methods;
  readonly sealer: Sealer;
  readonly origin: string;
  readonly read: Pick<Repositories, 'challenges' | 'throttles'>;
  readonly transact: Transactions<Pick<Repositories, 'throttles' | 'audit'>>;
}

/** Confirmed by its first code or response; it counts once `storeEnrollment` has run in the caller's transaction. */
export interface ConfirmedEnrollment {
  readonly enrollment: Challenge;
  readonly method: EnrollableMethod;
  readonly authenticator: Enrolled['authenticator'];
  /** What its owner calls it. */
  readonly name: string;
  readonly address: string;
  /** A set of backup codes comes with the first authenticator. */
  readonly issued: { readonly codes: readonly string[]; readonly stored: readonly StoredBackupCode[] } | null;
}

/** Guesses at the first code are counted apart from those at a sign-in. */
export const enrollmentBudget = (method: EnrollableMethod, { user }: Standpoint) =>
  userBudget(`enroll-${method}`, user.id, null);

/** @throws Refusal `wrong-code`, `wrong-response`, `invalid-request`, `not-found`, `too-many-attempts` */
export const confirmEnrollment =
  (deps: ConfirmDeps) =>
  async (
    standpoint: Standpoint,
    holder: Holder,
    enrollmentId: string,
    answer: ConfirmEnrollment,
    address: string,
  ): Promise<ConfirmedEnrollment> => {
    const { user, facts, now, rules } = standpoint;
    const enrollment = await deps.read.challenges.find(asId(enrollmentId), holder, 'enroll', now);
    const method = enrollableMethods.find((kind) => kind === enrollment?.method);
    if (enrollment === undefined || method === undefined)
      throw new Refusal('not-found', 'This enrollment is unknown, finished or expired: begin again.');
    const trier = aboutThemselves(user, address, now);
    await takeTry(deps, {
      trier,
      budget: enrollmentBudget(method, standpoint),
      method: `enroll-${method}`,
      settings: rules.settings,
    });
    const state = deps.sealer.open(enrollment.state, enrollment.id);
    const context = { now, user, settings: rules.settings, origin: deps.origin };
    const confirmed = await deps.methods[method].confirmEnrollment(state, answer, context);
    if (!confirmed.ok) {
      const details = { method, reason: confirmed.code };
      await deps.transact((source) =>
        recordWrongTry(source, { ...trier, kind: 'enrollment.refused', details }),
      );
      throw new Refusal(confirmed.code, confirmed.detail);
    }
    const { authenticator } = confirmed;
    const issued = facts.backupCodesLeft === 0 ? await deps.methods['backup-code'].issue(user.id) : null;
    return {
      enrollment,
      method,
      authenticator,
      name: answer.name ?? authenticator.defaultName,
      address,
      issued,
    };
  };

/** What the person is shown once. */
export const shownOnce = ({ issued }: ConfirmedEnrollment): { backupCodes?: string[] } =>
  issued === null ? {} : { backupCodes: [...issued.codes] };
