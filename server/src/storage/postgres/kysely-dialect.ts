import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import pg from 'pg';
import { statementName } from '../prepared.ts';
import { isOutOfStep, translated } from './faults.ts';

/**
 * Kysely on a pool of ours. Differs from Kysely's own dialect in that prepared queries are planned once per connection,
 * and that faults come as `StorageUnavailable` and never end the process. `patience`: milliseconds to wait for an
 * answer, so that a database that hangs is one that is down.
 */
export const postgresDialect = (url: string, patience?: number): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new PoolDriver(openPool(url, patience)),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
});

const int8 = 20;

/** Instants and counts are bigints below 2^53. */
const types = new pg.TypeOverrides();
types.setTypeParser(int8, Number);

function openPool(url: string, patience: number | undefined): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    types,
    max: 16,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    idle_in_transaction_session_timeout: 60_000,
    ...(patience === undefined ? {} : { query_timeout: patience, statement_timeout: patience }),
  });
  // A connection lost while idle: the pool drops it and makes another when one is needed.
  pool.on('error', () => {});
  // Likewise one lost between two queries: the next query on it says so.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

class PoolDriver implements Driver {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PooledConnection> {
    try {
      return new PooledConnection(await this.#pool.connect());
    } catch (error) {
      throw translated(error);
    }
  }

  async releaseConnection(connection: PooledConnection): Promise<void> {
    connection.release();
  }

  async beginTransaction(connection: PooledConnection, settings: TransactionSettings): Promise<void> {
    await connection.run(`start transaction isolation level ${settings.isolationLevel ?? 'read committed'}`);
  }

  async commitTransaction(connection: PooledConnection): Promise<void> {
    const { command } = await connection.run('commit');
    if (command !== 'COMMIT')
      throw new Error('the transaction was rolled back: one of its queries had failed');
  }

  async rollbackTransaction(connection: PooledConnection): Promise<void> {
    await connection.run('rollback');
  }

  async destroy(): Promise<void> {
    await this.#pool.end();
  }
}

class PooledConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  #outOfStep = false;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, rowCount } = await this.run(query.sql, query.parameters, statementName(query));
    return { rows: rows as Row[], numAffectedRows: BigInt(rowCount ?? 0) };
  }

  async run(
    text: string,
    parameters: readonly unknown[] = [],
    name?: string,
  ): Promise<pg.QueryResult<object>> {
    try {
      const values = parameters.map(withoutNul);
      return await this.#client.query<object>(name === undefined ? { text, values } : { text, values, name });
    } catch (error) {
      this.#outOfStep ||= isOutOfStep(error);
      throw translated(error);
    }
  }

  /** To the pool, or away when a late answer might be taken for the next one. */
  release(): void {
    this.#client.release(this.#outOfStep);
  }

  streamQuery(): never {
    throw new Error('queries are not streamed');
  }
}

/** PostgreSQL's text holds every character but this one, and what people send may hold it. */
const withoutNul = (value: unknown): unknown =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
