import type { Overview } from '@sallyport/contract/administration.ts';
import type { HostClock } from '../../ports/host-clock.ts';
import { judgedNow } from '../time.ts';
import type { Look } from './act.ts';

interface Deps extends Look<'users' | 'outbox' | 'policies' | 'settings'> {
  readonly hostClock: HostClock;
}

/** Counts for the first page. A clock that stands before what the database has seen is reported (rule 14). */
export const overview = (deps: Deps) => async (): Promise<Overview> => {
  const { read, clock } = deps;
  const now = await judgedNow(clock, read.audit);
  const { settings } = await deps.rules(read);
  const [users, byStatus, mailsWaiting, checked] = await Promise.all([
    read.users.count(),
    read.users.countByStatus(now),
    read.outbox.countWaiting(),
    deps.hostClock.check(),
  ]);
  const behind = now - clock.now();
  return {
    users,
    byStatus,
    mailsWaiting,
    smtpConfigured: settings.mail.smtp !== null,
    enforcement: settings.enforcement,
    clock: { ...checked, ...(behind > 0 && { behind }) },
  };
};
