import type { Clock } from '../kernel/clock.ts';
import { type Instant, minutes, seconds } from '../kernel/instant.ts';
import type { Random } from '../kernel/random.ts';
import type { AuditReceiver } from '../ports/audit-stream.ts';
import type { Repositories } from '../ports/repositories.ts';
import type { Transactions } from '../ports/transactions.ts';
import type { Task } from './runner.ts';

export interface StreamDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly auditReceiver: AuditReceiver;
  readonly read: Pick<Repositories, 'settings' | 'audit' | 'auditStream'>;
  readonly transact: Transactions<Pick<Repositories, 'auditStream'>>;
}

/** Entries sent at once. */
const batch = 100;
/** A process that holds the stream and says nothing for so long is taken to be gone: longer than any send takes. */
const staleAfter = minutes(1);
/** After the first failure; doubled with each further one. */
const firstRetry = seconds(2);
const longestRetry = minutes(5);

/**
 * Sends every entry of the audit log to where the settings say: each at least once, in the order of the chain, by one
 * process at a time. What was not taken is sent again, and nothing behind it before.
 */
export const streamAudit = (deps: StreamDeps): Task => {
  const holder = deps.random.bytes(12).toString('hex');
  return {
    name: 'stream-audit',
    async run(signal) {
      const { clock, read, transact } = deps;
      const { stream } = (await read.settings.read()).audit;
      if (stream === null) return false;
      if ((await read.auditStream.read()).position >= (await read.audit.end()).seq) return false;
      const now = clock.now();
      const state = await transact(({ auditStream }) => auditStream.claim(holder, now, now + staleAfter));
      if (state === undefined) return false;
      const entries = await read.audit.from(state.position + 1, batch);
      const last = entries.at(-1);
      if (last === undefined || signal.aborted) {
        await transact(({ auditStream }) => auditStream.release(holder));
        return false;
      }
      try {
        await deps.auditReceiver.send(stream, entries);
      } catch (error) {
        const said = error instanceof Error ? error.message : String(error);
        const next = clock.now() + retryAfter(state.attempts);
        await transact(({ auditStream }) => auditStream.failed(holder, said, next));
        return false;
      }
      return transact(({ auditStream }) => auditStream.sent(holder, last.seq, clock.now()));
    },
  };
};

/** `failures` came before this one. */
const retryAfter = (failures: number): Instant =>
  Math.min(firstRetry * 2 ** Math.min(failures, 20), longestRetry);
