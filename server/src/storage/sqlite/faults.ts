import Sqlite from 'better-sqlite3';
import { StorageUnavailable } from '../../ports/unavailable.ts';

/** Primary result codes (sqlite.org/rescode.html) that are no fault of the query, in plain words. */
const unavailable: readonly (readonly [code: string, reason: string])[] = [
  ['SQLITE_BUSY', 'another process holds the database'],
  ['SQLITE_LOCKED', 'another connection holds the database'],
  ['SQLITE_FULL', 'the disk is full'],
  ['SQLITE_IOERR', 'the disk fails'],
  ['SQLITE_CANTOPEN', 'the database file cannot be opened'],
  ['SQLITE_READONLY', 'the database file cannot be written'],
  ['SQLITE_NOTADB', 'the file is no database'],
  ['SQLITE_CORRUPT', 'the database file is damaged'],
  ['SQLITE_PROTOCOL', 'the database is contended'],
];

/** What SQLite threw, in the terms of those who use storage. */
export function translated(error: unknown): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error;
  const reason = unavailable.find(([code]) => error.code.startsWith(code))?.[1];
  return reason === undefined ? error : new StorageUnavailable(reason, error);
}

/** Another process holds the database: a moment later it may be free. */
export const isBusy = (error: unknown): boolean =>
  error instanceof StorageUnavailable &&
  error.cause instanceof Sqlite.SqliteError &&
  error.cause.code.startsWith('SQLITE_BUSY');
