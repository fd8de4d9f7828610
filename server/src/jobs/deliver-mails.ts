import type { Clock } from '../kernel/clock.ts';
import { minutes } from '../kernel/instant.ts';
import { type MailRelay, mailTextContext, type OutboxMail } from '../ports/outbox.ts';
import type { Repositories } from '../ports/repositories.ts';
import type { Sealer } from '../ports/secrets.ts';
import type { Transactions } from '../ports/transactions.ts';
import type { Task } from './runner.ts';

export interface DeliverDeps {
  readonly clock: Clock;
  readonly relay: MailRelay;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly read: Pick<Repositories, 'settings'>;
  readonly transact: Transactions<Pick<Repositories, 'outbox'>>;
}

/** Handed over in turn; few, so that they are done long before they count as stale. */
const batch = 10;
/** A process that claimed a mail and says nothing for so long is taken to be gone. */
const staleAfter = minutes(10);
/** After the first failure; doubled with each further one. */
const firstRetry = minutes(1);
const longestRetry = minutes(4 * 60);
/** After about three days an administrator has to look. */
const mostAttempts = 25;

/**
 * Hands what waits in the outbox to the relay. Claimed by one process at a time and sent once: only a crash between
 * the relay's yes and the note of it sends a mail again, with the same Message-ID. Without a relay, mails wait.
 */
export const deliverMails = (deps: DeliverDeps): Task => ({
  name: 'deliver-mails',
  async run(signal) {
    const { mail } = await deps.read.settings.read();
    if (mail.smtp === null) return false;
    const now = deps.clock.now();
    const claimed = await deps.transact(({ outbox }) => outbox.claim(now, now - staleAfter, batch));
    let delivered = 0;
    for (const each of claimed) {
      if (signal.aborted) await giveBack(deps, each);
      else if (await deliver(deps, each)) delivered++;
    }
    return delivered === batch;
  },
});

const deliver = async (
  { relay, sealer, clock, transact }: DeliverDeps,
  mail: OutboxMail,
): Promise<boolean> => {
  try {
    const text = sealer.open(mail.text, mailTextContext(mail.id));
    await relay.send({ ...mail, text });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const retryAt = mail.attempts >= mostAttempts ? null : clock.now() + retryAfter(mail.attempts);
    await transact(({ outbox }) => outbox.failed(mail.id, said, retryAt));
    return false;
  }
  await transact(({ outbox }) => outbox.sent(mail.id, clock.now()));
  return true;
};

/** `attempts` counts this one. */
const retryAfter = (attempts: number): number => Math.min(firstRetry * 2 ** (attempts - 1), longestRetry);

/** The server is stopping: another process, or the next start, sends it at once. */
const giveBack = ({ transact, clock }: DeliverDeps, { id, error }: OutboxMail): Promise<void> =>
  transact(({ outbox }) => outbox.failed(id, error ?? '', clock.now()));
