import type { Clock } from '../../kernel/clock.ts';
import type { IdMaker } from '../../kernel/ids.ts';
import type { Random } from '../../kernel/random.ts';
import type { Methods } from '../../methods/registry.ts';
import type { CheckpointFile } from '../../ports/audit-checkpoints.ts';
import type { HostClock } from '../../ports/host-clock.ts';
import type { MailRelay } from '../../ports/outbox.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Sealer } from '../../ports/secrets.ts';
import type { Traffic } from '../../ports/traffic.ts';
import type { Transactions } from '../../ports/transactions.ts';
import type { PreviewDeps } from '../roll-out/preview/preview.ts';
import type { RulesInForce } from '../rules.ts';

/** What all acts of administration together are made with; each takes the few it names. */
export interface AdministerDeps extends Pick<PreviewDeps, 'previews' | 'assessAside'> {
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
  readonly methods: Pick<Methods, 'temporary-access-code'>;
  readonly checkpointFile: CheckpointFile;
  readonly traffic: Traffic;
}
