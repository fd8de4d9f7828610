import type { Settings } from '@sallyport/contract/settings.ts';
import { addressLimit } from '../../policy/throttle.ts';
import type { AuditEvent } from '../../ports/audit-log.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Transactions } from '../../ports/transactions.ts';
import { addressBudget, checkAddress, tooManyAttempts, userLimit } from './budget.ts';

export interface TryDeps {
  readonly read: Pick<Repositories, 'throttles'>;
  readonly transact: Transactions<Pick<Repositories, 'throttles' | 'audit'>>;
}

/** Who tries, from where, when: what its audit events bear. */
export type Trier = Omit<AuditEvent, 'kind' | 'details'> & { readonly address: string };

/** Takes one try of a known user out of its budget, durably, before anything is checked. @throws Refusal `too-many-attempts` */
export const takeTry = async (
  { read, transact }: TryDeps,
  trier: Trier,
  budget: Parameters<Repositories['throttles']['spend']>[0],
  method: string,
  settings: Settings,
): Promise<void> => {
  const { at } = trier;
  await checkAddress(read.throttles, trier.address, at);
  const left = await transact(async ({ throttles, audit }) => {
    const spent = await throttles.spend(budget, userLimit(settings), at);
    if (!spent.allowed) await audit.append({ ...trier, kind: 'factor.throttled', details: { method } });
    return spent;
  });
  if (!left.allowed) throw tooManyAttempts(left.retryAt, at);
};

/** A wrong try counts against its address, and stands in the audit log: part of a transaction. */
export const recordWrongTry = async (
  { throttles, audit }: Pick<Repositories, 'throttles' | 'audit'>,
  event: AuditEvent & { readonly address: string },
): Promise<void> => {
  await throttles.spend(addressBudget(event.address), addressLimit, event.at);
  await audit.append(event);
};
