import type { Settings } from '@sallyport/contract/settings.ts';
import { Kysely, sql } from 'kysely';
import type { Repositories } from '../../ports/repositories.ts';
import type { Db } from '../dialect.ts';
import { migrate } from '../migrations/migrate.ts';
import { repositories } from '../repositories/repositories.ts';
import type { Schema } from '../schema.ts';
import type { Storage } from '../storage.ts';
import { isPassing } from './faults.ts';
import { postgresDialect } from './kysely-dialect.ts';

const patience = 15_000;
const maxTries = 4;
/** Any number that only we take: whoever holds it migrates. */
const migrationLock = 7_255_979_767_829_836;

/** A database shared by all nodes. */
export async function openPostgres(url: string, defaults: Settings): Promise<Storage> {
  await bringUpToDate(url);
  const db = new Kysely<Schema>({ dialect: postgresDialect(url, patience) });

  /** Read committed, and the ports name the rows that are locked: losing a deadlock is rare, and tried again. */
  const transact = async <T>(work: (given: Repositories) => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await inTransaction(db, (transaction) => work(repositories(transaction, defaults)));
      } catch (error) {
        if (!isPassing(error) || tries === maxTries) throw error;
      }
    }
  };

  return {
    transact,
    read: repositories(db, defaults),
    async healthy() {
      await db
        .updateTable('probe')
        .set((row) => ({ count: row('count', '+', 1) }))
        .execute();
    },
    close: () => db.destroy(),
  };
}

const inTransaction = <T>(db: Db, work: (transaction: Db) => Promise<T>): Promise<T> =>
  db.transaction().setIsolationLevel('read committed').execute(work);

/** With connections of its own: rebuilding a large table may take longer than any query is given. */
async function bringUpToDate(url: string): Promise<void> {
  const db = new Kysely<Schema>({ dialect: postgresDialect(url) });
  try {
    await inTransaction(db, async (transaction) => {
      await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(transaction);
      await migrate(transaction);
    });
  } finally {
    await db.destroy();
  }
}
