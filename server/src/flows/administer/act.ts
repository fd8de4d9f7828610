import type { Clock } from '../../kernel/clock.ts';
import type { IdMaker } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { AuditEvent } from '../../ports/audit-log.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Transactions } from '../../ports/transactions.ts';
import { type Administrator, actorOf } from '../caller.ts';
import type { RulesInForce } from '../rules.ts';
import { judgedNow } from '../time.ts';

/** What an administrator's act is made with: the repositories it names, and the audit log. */
export interface Act<Names extends keyof Repositories> {
  readonly clock: Clock;
  readonly newId: IdMaker;
  readonly rules: RulesInForce;
  readonly transact: Transactions<Pick<Repositories, Names | 'audit'>>;
}

/** What an administrator's look is made with. */
export interface Look<Names extends keyof Repositories> {
  readonly clock: Clock;
  readonly rules: RulesInForce;
  readonly read: Pick<Repositories, Names | 'audit'>;
}

export type Happened = Pick<AuditEvent, 'kind' | 'subject' | 'details'>;

/**
 * One act, one transaction: `work` changes what it changes and says what happened; that is recorded last,
 * for the audit log holds the end of its chain. Nothing happened, nothing is recorded.
 */
export const act = <Names extends keyof Repositories, T>(
  deps: Act<Names>,
  caller: Administrator,
  work: (
    source: Pick<Repositories, Names | 'audit'>,
    now: Instant,
    record: (...events: readonly Happened[]) => void,
  ) => Promise<T>,
): Promise<T> =>
  deps.transact(async (source) => {
    const now = await judgedNow(deps.clock, source.audit);
    const events: Happened[] = [];
    const answer = await work(source, now, (...happened) => void events.push(...happened));
    if (events.length > 0)
      await source.audit.append(...events.map((event) => ({ ...event, at: now, actor: actorOf(caller) })));
    return answer;
  });

/** A group as the audit log names it. */
export const groupSubject = (group: { readonly id: string; readonly name: string }) =>
  ({ kind: 'group', id: group.id, name: group.name }) as const;

/** A job as the audit log names it. */
export const jobSubject = (job: { readonly id: string; readonly kind: string }) =>
  ({ kind: 'job', id: job.id, name: job.kind }) as const;
