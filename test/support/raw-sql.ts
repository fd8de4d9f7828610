/** Statements past the server, as somebody runs them who has got hold of the database. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import type { StorageOptions } from '../../server/src/storage/open.ts';
import { databaseFile } from '../../server/src/storage/sqlite/storage.ts';

export const runRaw = async (options: StorageOptions, statements: string): Promise<void> => {
  if (options.kind === 'sqlite') {
    const database = new Database(join(options.folder, databaseFile));
    database.exec(statements);
    database.close();
    return;
  }
  const client = new pg.Client(options.url);
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
};
