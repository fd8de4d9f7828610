import { join } from 'node:path';
import type { Settings } from '@sallyport/contract/settings.ts';
import { Kysely } from 'kysely';
import type { Repositories } from '../../ports/repositories.ts';
import { repositories } from '../repositories/repositories.ts';
import type { Schema } from '../schema.ts';
import { SqliteConnection } from './connection.ts';
import { sqliteDialect } from './kysely-dialect.ts';
import { databaseFile } from './storage.ts';

/** Goes through whole tables once: what it read it seldom needs again. */
const reading = ['query_only = on', 'cache_size = -32000', 'temp_store = memory'];

/** The database as it is at this moment, however long the work takes; writers don't wait for it. */
export async function sqliteSnapshot<T>(
  folder: string,
  defaults: Settings,
  work: (read: Repositories) => Promise<T>,
): Promise<T> {
  const connection = new SqliteConnection(join(folder, databaseFile), reading);
  try {
    connection.run('begin');
    return await work(repositories(new Kysely<Schema>({ dialect: sqliteDialect(connection) }), defaults));
  } finally {
    connection.close();
  }
}
