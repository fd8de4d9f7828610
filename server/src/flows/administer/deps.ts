import type { Clock } from '../../kernel/clock.ts';
import type { IdMaker } from '../../kernel/ids.ts';
import type { Random } from '../../kernel/random.ts';
import type { HostClock } from '../../ports/host-clock.ts';
import type { MailRelay } from '../../ports/outbox.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Sealer } from '../../ports/secrets.ts';
import type { Transactions } from '../../ports/transactions.ts';
import type { RulesInForce } from '../rules.ts';

/** What all acts of administration together are made with; each takes the few it names. */
export interface AdministerDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly newId: IdMaker;
  readonly origin: string;
  readonly sealer: Sealer;
  readonly rules: RulesInForce;
  readonly read: Repositories;
  readonly transact: Transactions<Repositories>;
  readonly relay: MailRelay;
  readonly hostClock: HostClock;
}
