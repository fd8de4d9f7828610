import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '@sallyport/contract/settings.ts';
import { Kysely } from 'kysely';
import { StorageUnavailable } from '../../ports/unavailable.ts';
import { migrate } from '../migrations/migrate.ts';
import { repositories } from '../repositories/repositories.ts';
import type { Schema } from '../schema.ts';
import type { Storage } from '../storage.ts';
import { SqliteConnection } from './connection.ts';
import { groupCommit } from './group-commit.ts';
import { sqliteDialect } from './kysely-dialect.ts';

/** Inside the data folder. */
export const databaseFile = 'sallyport.db';

const common = ['foreign_keys = on', 'cache_size = -16000', 'temp_store = memory'];
const writing = [
  'journal_mode = wal',
  'synchronous = full',
  'wal_autocheckpoint = 1000',
  ...common,
  'busy_timeout = 0',
];
const reading = [...common, 'query_only = on'];

/**
 * One file, shared by all processes of this host. A writer and a reader: with the write-ahead log a read sees the last
 * commit and waits for nobody.
 */
export async function openSqlite(folder: string, defaults: Settings): Promise<Storage> {
  const path = join(folder, databaseFile);
  createForOwnerOnly(folder, path);
  const writer = new SqliteConnection(path, writing);
  const reader = new SqliteConnection(path, reading);
  const writing$ = new Kysely<Schema>({ dialect: sqliteDialect(writer) });
  const reading$ = new Kysely<Schema>({ dialect: sqliteDialect(reader) });
  const transact = groupCommit(writer, repositories(writing$, defaults));
  try {
    await transact(() => migrate(writing$));
  } catch (error) {
    writer.close();
    throw error;
  }
  return {
    transact,
    read: repositories(reading$, defaults),
    async healthy() {
      await transact(async () => writer.run('update probe set count = count + 1'));
      reader.run('select count from probe');
    },
    async close() {
      reader.close();
      writer.close();
    },
  };
}

/** The log beside the file gets the file's mode from SQLite. */
function createForOwnerOnly(folder: string, path: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
    chmodSync(path, 0o600);
  } catch (error) {
    throw new StorageUnavailable(`${path} cannot be made`, error);
  }
}
