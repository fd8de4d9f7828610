/**
 * Runs `work` in one write transaction: all of it is durable when the promise resolves, none of it when it rejects.
 * `work` may await nothing but the repositories it is given: on SQLite every open transaction holds the one writer.
 * It may run again from the start after a serialization failure, so it has no effects outside the repositories.
 */
export type Transactions<Repositories> = <T>(work: (repositories: Repositories) => Promise<T>) => Promise<T>;
