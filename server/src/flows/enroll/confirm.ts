import type { ConfirmEnrollment } from '@sallyport/contract/sign-in.ts';
import type { IdMaker } from '../../kernel/ids.ts';
import { asId } from '../../kernel/ids.ts';
import type { Methods } from '../../methods/registry.ts';
import { type EnrollableMethod, enrollableMethods } from '../../policy/model.ts';
import { addressLimit } from '../../policy/throttle.ts';
import type { Authenticator } from '../../ports/authenticators.ts';
import { invalid, Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Sealer } from '../../ports/secrets.ts';
import type { Holder } from '../../ports/sign-ins.ts';
import type { Transactions } from '../../ports/transactions.ts';
import { addressBudget, checkAddress, tooManyAttempts, userBudget, userLimit } from '../factor/budget.ts';
import { authenticatorAdded, authenticatorRenewed } from '../mails/authenticators.ts';
import { queueMail } from '../mails/queue.ts';
import { project } from '../projection.ts';
import type { RulesInForce } from '../rules.ts';
import type { Standpoint } from '../standpoint.ts';

export interface ConfirmDeps {
  readonly methods: Methods;
  readonly sealer: Sealer;
  readonly newId: IdMaker;
  readonly origin: string;
  readonly rules: RulesInForce;
  readonly read: Pick<Repositories, 'challenges' | 'throttles'>;
  readonly transact: Transactions<Pick<Repositories, 'throttles' | 'audit'>>;
}

type StoreSource = Pick<
  Repositories,
  | 'challenges'
  | 'authenticators'
  | 'backupCodes'
  | 'users'
  | 'standings'
  | 'policies'
  | 'settings'
  | 'audit'
  | 'outbox'
  | 'throttles'
>;

/** Confirmed by its first code or response; it counts once `store` has run in the caller's transaction. */
export interface ConfirmedEnrollment {
  readonly method: EnrollableMethod;
  readonly authenticator: Authenticator;
  /** Backup codes, for the first authenticator: shown once. */
  readonly shown: { readonly backupCodes?: string[] };
  /** @throws Refusal `used-code`, `conflict` */
  store(source: StoreSource): Promise<void>;
}

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
    await checkAddress(deps.read.throttles, address, now);
    const budget = userBudget(`enroll-${method}`, user.id, null);
    const tries = await deps.transact(({ throttles }) =>
      throttles.spend(budget, userLimit(rules.settings), now),
    );
    if (!tries.allowed) throw tooManyAttempts(tries.retryAt, now);
    const state = deps.sealer.open(enrollment.state, enrollment.id);
    const context = { now, user, settings: rules.settings, origin: deps.origin };
    const confirmed = await deps.methods[method].confirmEnrollment(state, answer, context);
    const about = {
      at: now,
      actor: { kind: 'user', id: user.id, name: user.username },
      subject: { kind: 'user', id: user.id, name: user.username },
      address,
    } as const;
    if (!confirmed.ok) {
      await deps.transact(async ({ throttles, audit }) => {
        await throttles.spend(addressBudget(address), addressLimit, now);
        await audit.append({
          ...about,
          kind: 'enrollment.refused',
          details: { method, reason: confirmed.code },
        });
      });
      throw new Refusal(confirmed.code, confirmed.detail);
    }
    const { defaultName, ...parts } = confirmed.authenticator;
    const authenticator: Authenticator = {
      ...parts,
      user: user.id,
      method,
      name: answer.name ?? defaultName,
      createdAt: now,
      lastUsedAt: null,
      consecutiveFailures: 0,
      disabledAt: null,
    };
    const issued = facts.backupCodesLeft === 0 ? await deps.methods['backup-code'].issue(user.id) : undefined;
    return {
      method,
      authenticator,
      shown: issued ? { backupCodes: [...issued.codes] } : {},
      async store(source) {
        if (!(await source.challenges.consume(enrollment.id, now)))
          throw new Refusal('used-code', 'This enrollment was confirmed already.');
        if (
          enrollment.replaces !== null &&
          !(await source.authenticators.remove(user.id, asId(enrollment.replaces)))
        )
          throw invalid('id', 'the authenticator to renew is gone: begin again');
        if (!(await source.authenticators.add(authenticator)))
          throw new Refusal(
            'conflict',
            'This authenticator is set up for somebody already: use another one.',
          );
        // Whatever else was begun while a password was enough.
        if (facts.authenticators.length === 0) await source.challenges.removeAll(user.id);
        if (issued) await source.backupCodes.replace(user.id, issued.stored, now);
        if (user.enrollmentDueFromActivation)
          await source.users.edit(user.id, { enrollmentDueFromActivation: false });
        await source.throttles.clear(budget);
        await project(source, deps.rules, user.id, now);
        const mail = enrollment.replaces === null ? authenticatorAdded : authenticatorRenewed;
        await queueMail(source.outbox, deps, standpoint, mail, { method, name: authenticator.name });
        await source.audit.append({
          ...about,
          kind: enrollment.replaces === null ? 'authenticator.added' : 'authenticator.renewed',
          details: {
            method,
            authenticator: authenticator.id,
            name: authenticator.name,
            backupCodesIssued: issued !== undefined,
          },
        });
      },
    };
  };
