import type { Clock } from '../kernel/clock.ts';
import { days, minutes } from '../kernel/instant.ts';
import type { Repositories } from '../ports/repositories.ts';
import type { Transactions } from '../ports/transactions.ts';
import type { Task } from './runner.ts';

export interface PurgeDeps {
  readonly clock: Clock;
  readonly transact: Transactions<
    Pick<
      Repositories,
      | 'signIns'
      | 'challenges'
      | 'sessions'
      | 'decisions'
      | 'throttles'
      | 'links'
      | 'accessCodes'
      | 'knownBrowsers'
      | 'askedPreviews'
      | 'groups'
    >
  >;
}

/** What is over is kept so long, for whoever looks into a fault. What happened is in the audit log for good. */
const keptFor = days(1);
/** A browser that is still in use is made known anew at its next sign-in. */
const browsersKnownFor = days(365);
/** A year's sign-ins can be explained, and then some; the audit log keeps that they were. */
const decisionsKeptFor = days(400);
/** Rows in one transaction: sign-ins wait for no more than that. */
const atOnce = 1_000;

/** Removes what has ended and can never count again. */
export const purge = ({ clock, transact }: PurgeDeps): Task => ({
  name: 'purge',
  every: minutes(10),
  async run() {
    const now = clock.now();
    const before = now - keptFor;
    const removed = [
      await transact(({ challenges }) => challenges.purge(before, atOnce)),
      await transact(({ signIns }) => signIns.purge(before, atOnce)),
      await transact(({ sessions }) => sessions.purge(before, atOnce)),
      await transact(({ decisions }) => decisions.purge(now - decisionsKeptFor, atOnce)),
      await transact(({ throttles }) => throttles.purge(before, atOnce)),
      await transact(({ links }) => links.purge(before, atOnce)),
      await transact(({ accessCodes }) => accessCodes.purge(before, atOnce)),
      await transact(({ askedPreviews }) => askedPreviews.purge(before, atOnce)),
      await transact(({ groups }) => groups.purgeSets(atOnce)),
      await transact(({ knownBrowsers }) => knownBrowsers.purge(now - browsersKnownFor, atOnce)),
    ];
    return removed.includes(atOnce);
  },
});
