import type { CompiledQuery, DialectAdapter, QueryResult } from 'kysely';
import type { Db } from './dialect.ts';

/** Stands for a value while the query is built; any use of it as a value is a mistake and says so. */
class Placeholder {
  readonly name: PropertyKey;
  constructor(name: PropertyKey) {
    this.name = name;
  }
  [Symbol.toPrimitive](): never {
    throw new TypeError(`the value "${String(this.name)}" is not known while the query is built`);
  }
}

export interface Prepared<Values, Row> {
  all(db: Db, values: Values): Promise<Row[]>;
  first(db: Db, values: Values): Promise<Row | undefined>;
  /** How many rows were inserted, updated or deleted. */
  change(db: Db, values: Values): Promise<number>;
}

/** Marks queries that run again and again: PostgreSQL keeps their plan under this name. */
interface Named {
  readonly statement: string;
}

export const statementName = (query: CompiledQuery | (CompiledQuery & Named)): string | undefined =>
  'statement' in query ? query.statement : undefined;

/** An adapter whose queries need no waiting: Kysely's way to a connection costs more than SQLite's answer. */
export interface DirectExecution {
  executeDirectly<Row>(statement: string, parameters: readonly unknown[]): QueryResult<Row>;
}

const direct = (adapter: DialectAdapter | (DialectAdapter & DirectExecution)): DirectExecution | undefined =>
  'executeDirectly' in adapter ? adapter : undefined;

let made = 0;

/**
 * A query that is built and compiled once per kind of database, and run with new values each time: building anew costs
 * several times what SQLite needs to answer.
 */
export function prepared<Values extends object, Row>(
  build: (db: Db, values: Values) => { compile(): CompiledQuery<Row> },
): Prepared<Values, Row> {
  made += 1;
  const statement = `sallyport_${made}`;
  const compiledFor = new WeakMap<DialectAdapter, CompiledQuery<Row>>();

  const compile = (db: Db): CompiledQuery<Row> => {
    // The one cast: while building, every value is a placeholder of the value's type.
    const placeholders = new Proxy({}, { get: (_, name) => new Placeholder(name) }) as Values;
    const query = build(db, placeholders).compile();
    compiledFor.set(db.getExecutor().adapter, query);
    return query;
  };

  const run = async (db: Db, values: Values): Promise<QueryResult<Row>> => {
    const { adapter } = db.getExecutor();
    const query = compiledFor.get(adapter) ?? compile(db);
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof Placeholder ? values[parameter.name as keyof Values] : parameter,
    );
    const at = direct(adapter);
    if (at !== undefined) return at.executeDirectly<Row>(query.sql, parameters);
    const named: CompiledQuery<Row> & Named = { ...query, parameters, statement };
    return db.executeQuery(named);
  };

  return {
    all: async (db, values) => (await run(db, values)).rows,
    first: async (db, values) => (await run(db, values)).rows[0],
    change: async (db, values) => Number((await run(db, values)).numAffectedRows ?? 0n),
  };
}
