import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { DirectExecution } from '../prepared.ts';
import type { SqliteConnection } from './connection.ts';

/**
 * Kysely on one connection of ours. Differs from Kysely's own dialect in that statements stay prepared, and that
 * transactions are not its business: whoever owns the connection opens them (see group-commit.ts).
 */
export const sqliteDialect = (connection: SqliteConnection): Dialect => ({
  createAdapter: () => new OneConnectionAdapter(connection),
  createDriver: () => new OneConnectionDriver(connection),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
});

class OneConnectionAdapter extends SqliteAdapter implements DirectExecution {
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    super();
    this.#connection = connection;
  }

  executeDirectly<Row>(statement: string, parameters: readonly unknown[]): QueryResult<Row> {
    return resultOf<Row>(this.#connection.run(statement, parameters));
  }

  /** Queries are synchronous: there is nothing to keep apart. */
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class OneConnectionDriver implements Driver {
  readonly #connection: DatabaseConnection;

  constructor(connection: SqliteConnection) {
    this.#connection = {
      async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
        return resultOf<Row>(connection.run(query.sql, query.parameters));
      },
      streamQuery: () => {
        throw new Error('queries are not streamed');
      },
    };
  }

  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
  beginTransaction = outside;
  commitTransaction = outside;
  rollbackTransaction = outside;
}

const resultOf = <Row>({ rows, changes }: ReturnType<SqliteConnection['run']>): QueryResult<Row> => ({
  rows: rows as Row[],
  numAffectedRows: BigInt(changes),
});

const outside = async (): Promise<never> => {
  throw new Error('transactions are opened by the owner of the connection');
};
