import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { databaseFile } from '../../server/src/storage/sqlite/storage.ts';

interface Part {
  readonly name: string;
  readonly type: 'index' | 'trigger';
  readonly sql: string;
}

/**
 * Fills a database without the indexes of its users, which are made at the end in one go: a million users otherwise
 * take as many random steps down each of them, at each change of what they hold.
 */
export const withoutIndexes = async <T>(folder: string, fill: () => Promise<T>): Promise<T> => {
  const database = new Sqlite(join(folder, databaseFile));
  const parts = database
    .prepare<[], Part>(
      `select name, type, sql from sqlite_master
        where tbl_name = 'users' and sql is not null and (type = 'index' or name like 'users_search%')`,
    )
    .all();
  for (const { type, name } of parts) database.exec(`drop ${type} ${name}`);
  const filled = await fill();
  database.pragma('cache_size = -256000');
  database.exec("insert into users_search (users_search) values ('rebuild')");
  for (const { sql } of parts) database.exec(sql);
  database.pragma('wal_checkpoint(truncate)');
  database.close();
  return filled;
};
