import type { Repositories } from '../ports/repositories.ts';
import type { Transactions } from '../ports/transactions.ts';

/** An open database. Every call may throw `StorageUnavailable`; the next one tries anew. */
export interface Storage {
  readonly transact: Transactions<Repositories>;
  /** Outside any transaction, each call by itself; for reading only. */
  readonly read: Repositories;
  /** Resolves when the database answers and takes writes; throws otherwise. */
  healthy(): Promise<void>;
  /** After the last call has been answered. */
  close(): Promise<void>;
}
