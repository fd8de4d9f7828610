import { setTimeout as sleep } from 'node:timers/promises';
import type { Transactions } from '../../ports/transactions.ts';
import type { SqliteConnection } from './connection.ts';
import { isBusy } from './faults.ts';

/** Works in one commit: bounds how long the event loop is held. */
const maxBatch = 64;
/**
 * Milliseconds from the beginning of one commit to that of the next, at the least: under load more works come together
 * in each. A work that comes after a quiet moment waits for nothing.
 */
const gathering = 4;
/** How long another process may hold the database before works are refused, in milliseconds. */
const patience = 5_000;

interface Work<Repositories> {
  run(repositories: Repositories): Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Group commit: all works that wait at one moment share one transaction and one sync of the disk, each inside its
 * own savepoint, so that one which throws takes back only what is its own. Nobody hears of success before the commit.
 * Works run one after another, never interleaved: on the one writer they await nothing but synchronous queries.
 */
export function groupCommit<Repositories>(
  writer: SqliteConnection,
  repositories: Repositories,
): Transactions<Repositories> {
  const queue: Work<Repositories>[] = [];
  let scheduled = false;
  let beganAt = -gathering;

  const schedule = (): void => {
    if (scheduled || queue.length === 0) return;
    scheduled = true;
    const start = (): void => {
      void drain().finally(() => {
        scheduled = false;
        schedule();
      });
    };
    const wait = queue.length < maxBatch ? beganAt + gathering - performance.now() : 0;
    // Even at once means after the requests of this turn have been read, so that they all join.
    if (wait > 0) setTimeout(start, wait);
    else setImmediate(start);
  };

  const drain = async (): Promise<void> => {
    beganAt = performance.now();
    try {
      await begin(writer);
    } catch (error) {
      for (const work of queue.splice(0)) work.reject(error);
      return;
    }
    const batch = queue.splice(0, maxBatch);
    try {
      const succeeded: Work<Repositories>[] = [];
      for (const work of batch) if (await attempt(work)) succeeded.push(work);
      writer.commit();
      for (const work of succeeded) work.resolve();
    } catch (error) {
      writer.close();
      for (const work of batch) work.reject(error);
    }
  };

  /** True when the work succeeded; throws when the whole transaction is lost. */
  const attempt = async (work: Work<Repositories>): Promise<boolean> => {
    writer.run('savepoint work');
    try {
      await work.run(repositories);
      writer.run('release work');
      return true;
    } catch (error) {
      if (!writer.holdsTransaction) throw error;
      writer.run('rollback to work');
      writer.run('release work');
      work.reject(error);
      return false;
    }
  };

  return <T>(run: (repositories: Repositories) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      let result: T;
      queue.push({
        run: async (given) => {
          result = await run(given);
        },
        resolve: () => resolve(result),
        reject,
      });
      schedule();
    });
}

/** Waits for other processes without holding up this one's event loop, as SQLite's own busy time-out would. */
async function begin(writer: SqliteConnection): Promise<void> {
  const refusedAt = performance.now() + patience;
  for (let pause = 1; ; pause = Math.min(pause * 2, 20)) {
    try {
      writer.begin();
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > refusedAt) throw error;
    }
    await sleep(pause);
  }
}
