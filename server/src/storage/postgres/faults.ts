import pg from 'pg';
import { StorageUnavailable } from '../../ports/unavailable.ts';

/** SQLSTATE classes and codes (PostgreSQL appendix A) that are no fault of the query. */
const unavailable: readonly (readonly [code: string, reason: string])[] = [
  ['08', 'the connection to the database broke'],
  ['25006', 'the database takes no writes'],
  ['25P03', 'the transaction took too long'],
  ['28', 'the database refuses the login'],
  ['3D000', 'the database does not exist'],
  ['53', 'the database is short of space, memory or connections'],
  ['57', 'the database is starting, shutting down or overloaded'],
  ['58', 'the disk of the database fails'],
  ['XX', 'the database is damaged'],
];

/** Another try from the start may succeed: serialization failure, deadlock, and a name taken a moment ago. */
const passing = new Set(['40001', '40P01', '23505']);

export const isPassing = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code !== undefined && passing.has(error.code);

/** The answer may still come, where the next query expects its own. */
export const isOutOfStep = (error: unknown): boolean =>
  error instanceof Error && error.message === 'Query read timeout';

/** The driver's own errors bear no code. */
const ofDriver = /^(Connection terminated|timeout e|Query read timeout|Client (has encountered|was closed))/;

/** What the driver threw, in the terms of those who use storage. */
export function translated(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) {
    const reason = unavailable.find(([code]) => error.code?.startsWith(code))?.[1];
    return reason === undefined ? error : new StorageUnavailable(reason, error);
  }
  const ofSocket = error instanceof AggregateError || (error instanceof Error && 'syscall' in error);
  return ofSocket || (error instanceof Error && ofDriver.test(error.message))
    ? new StorageUnavailable('the database cannot be reached', error)
    : error;
}
