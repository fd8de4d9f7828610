import { type BigIntStats, statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { StorageUnavailable } from '../../ports/unavailable.ts';
import { translated } from './faults.ts';

/** A file that was replaced is noticed by reads after so many milliseconds, by transactions at once. */
const trustedFor = 50;
/** More than all call sites have; queries of varying length push each other out. */
const maxStatements = 500;

/**
 * One connection to a database file. It prepares every statement once, and opens anew when the file was replaced or a
 * fault left the connection in doubt. Faults of the database come as `StorageUnavailable`.
 */
export class SqliteConnection {
  readonly #path: string;
  readonly #pragmas: readonly string[];
  #open: { readonly database: Sqlite.Database; readonly file: BigIntStats } | undefined;
  #transaction = false;
  #trustedUntil = 0;
  readonly #statements = new Map<string, Sqlite.Statement<unknown[], unknown>>();

  constructor(path: string, pragmas: readonly string[]) {
    this.#path = path;
    this.#pragmas = pragmas;
  }

  /** Rows of a query, or how many rows a change touched. */
  run(
    sql: string,
    parameters: readonly unknown[] = [],
  ): { readonly rows: unknown[]; readonly changes: number } {
    const database = this.#transaction ? this.#inTransaction() : this.#current();
    try {
      const statement = this.#statement(database, sql);
      if (statement.reader) {
        const rows = statement.all(...parameters);
        return { rows, changes: rows.length };
      }
      return { rows: [], changes: statement.run(...parameters).changes };
    } catch (error) {
      throw translated(error);
    }
  }

  begin(): void {
    this.#trustedUntil = 0;
    this.run('begin immediate');
    this.#transaction = true;
  }

  /** Durable when it returns; throws when the file was moved away meanwhile, for then the commit would be lost. */
  commit(): void {
    if (!this.#isInPlace(this.#stat())) throw new StorageUnavailable('the database file was replaced');
    this.run('commit');
    this.#transaction = false;
  }

  /** Whether the transaction is still open: after some faults SQLite has rolled back already. */
  get holdsTransaction(): boolean {
    return this.#transaction && this.#open?.database.inTransaction === true;
  }

  /** Rolls back what is open. The next call opens the file anew. */
  close(): void {
    this.#transaction = false;
    this.#statements.clear();
    this.#open?.database.close();
    this.#open = undefined;
  }

  /** Never another connection than the one that began: a statement would commit by itself there. */
  #inTransaction(): Sqlite.Database {
    if (this.#open === undefined || !this.holdsTransaction)
      throw new StorageUnavailable('the transaction was rolled back');
    return this.#open.database;
  }

  /** A file that vanished is waited for, never made anew. */
  #current(): Sqlite.Database {
    const now = performance.now();
    if (this.#open !== undefined && now < this.#trustedUntil) return this.#open.database;
    const file = this.#stat();
    this.#trustedUntil = now + trustedFor;
    if (this.#open !== undefined && this.#isInPlace(file)) return this.#open.database;
    this.close();
    if (file === undefined) throw new StorageUnavailable('the database file is gone');
    try {
      const database = new Sqlite(this.#path, { fileMustExist: true });
      this.#open = { database, file };
      for (const pragma of this.#pragmas) database.pragma(pragma);
      return database;
    } catch (error) {
      this.close();
      throw translated(error);
    }
  }

  #stat(): BigIntStats | undefined {
    return statSync(this.#path, { bigint: true, throwIfNoEntry: false });
  }

  #isInPlace(file: BigIntStats | undefined): boolean {
    return file !== undefined && file.ino === this.#open?.file.ino && file.dev === this.#open.file.dev;
  }

  #statement(database: Sqlite.Database, sql: string): Sqlite.Statement<unknown[], unknown> {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare<unknown[], unknown>(sql);
    const [oldest] = this.#statements.keys();
    if (this.#statements.size >= maxStatements && oldest !== undefined) this.#statements.delete(oldest);
    this.#statements.set(sql, statement);
    return statement;
  }
}
