import type { Settings } from '@sallyport/contract/settings.ts';
import { addressLimit } from '../../policy/throttle.ts';
import type { AuditEvent } from '../../ports/audit-log.ts';
import type { Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { ThrottleKey } from '../../ports/throttles.ts';
import type { Transactions } from '../../ports/transactions.ts';
import { addressBudget, checkAddress, tooManyAttempts, userLimit } from './budget.ts';

export interface TryDeps {
  readonly read: Pick<Repositories, 'throttles'>;
  readonly transact: Transactions<Pick<Repositories, 'throttles' | 'audit'>>;
}

/** Who tries, from where, when: what its audit events bear. */
export type Trier = Omit<AuditEvent, 'kind' | 'details'> & { readonly address: string };

/** A known user's try of one method. */
export interface Try {
  readonly trier: Trier;
  readonly budget: ThrottleKey;
  readonly method: string;
  readonly settings: Settings;
}

/** Part of a transaction: takes one try out of the budget. Answers with the refusal when none is left. */
export const spendTry = async (
  { throttles, audit }: Pick<Repositories, 'throttles' | 'audit'>,
  { trier, budget, method, settings }: Try,
): Promise<Refusal | undefined> => {
  const left = await throttles.spend(budget, userLimit(settings), trier.at);
  if (left.allowed) return undefined;
  await audit.append({ ...trier, kind: 'factor.throttled', details: { method } });
  return tooManyAttempts(left.retryAt, trier.at);
};

/** Durably, before anything is checked that takes its time. @throws Refusal `too-many-attempts` */
export const takeTry = async ({ read, transact }: TryDeps, attempt: Try): Promise<void> => {
  await checkAddress(read.throttles, attempt.trier.address, attempt.trier.at);
  const refused = await transact((source) => spendTry(source, attempt));
  if (refused !== undefined) throw refused;
};

/** A wrong try counts against its address, and stands in the audit log: part of a transaction. */
export const recordWrongTry = async (
  { throttles, audit }: Pick<Repositories, 'throttles' | 'audit'>,
  event: AuditEvent & { readonly address: string },
): Promise<void> => {
  await throttles.spend(addressBudget(event.address), addressLimit, event.at);
  await audit.append(event);
};
