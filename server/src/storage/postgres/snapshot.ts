import type { Settings } from '@sallyport/contract/settings.ts';
import { Kysely } from 'kysely';
import type { Repositories } from '../../ports/repositories.ts';
import { repositories } from '../repositories/repositories.ts';
import type { Schema } from '../schema.ts';
import { postgresDialect } from './kysely-dialect.ts';

/** The database as it is at this moment, however long the work takes; on a connection of its own. */
export async function postgresSnapshot<T>(
  url: string,
  defaults: Settings,
  work: (read: Repositories) => Promise<T>,
): Promise<T> {
  const db = new Kysely<Schema>({ dialect: postgresDialect(url) });
  try {
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((transaction) => work(repositories(transaction, defaults)));
  } finally {
    await db.destroy();
  }
}
