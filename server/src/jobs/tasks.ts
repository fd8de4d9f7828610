import type { AdministerDeps } from '../flows/administer/deps.ts';
import { type NotifyOfExemptionsDeps, notifyOfExemptions } from '../flows/administer/exemptions/notify.ts';
import { type NotifyDeps, notifyOfPeriods } from '../flows/roll-out/notify.ts';
import { type CheckUpReminderDeps, remindOfCheckUps } from '../flows/roll-out/remind-of-check-ups.ts';
import type { WatchDeps } from '../flows/rollouts/watch.ts';
import type { StatisticsDeps } from '../flows/statistics/keep.ts';
import { seconds } from '../kernel/instant.ts';
import { keepRolloutsGoing } from './advance-rollouts.ts';
import { checkpointAudit } from './checkpoint-audit.ts';
import { type DeliverDeps, deliverMails } from './deliver-mails.ts';
import { keepStatistics } from './keep-statistics.ts';
import { type PurgeDeps, purge } from './purge.ts';
import type { Task } from './runner.ts';
import { type StreamDeps, streamAudit } from './stream-audit.ts';
import { workOnJobs } from './work.ts';

/** All that goes on in the background of a server. */
export const backgroundTasks = (
  deps: NotifyDeps &
    CheckUpReminderDeps &
    NotifyOfExemptionsDeps &
    DeliverDeps &
    AdministerDeps &
    PurgeDeps &
    StreamDeps &
    StatisticsDeps &
    WatchDeps,
): readonly Task[] => [
  deliverMails(deps),
  { name: 'notify-of-periods', run: async () => (await notifyOfPeriods(deps)()) > 0 },
  { name: 'remind-of-check-ups', every: seconds(10), run: async () => (await remindOfCheckUps(deps)()) > 0 },
  { name: 'notify-of-exemptions', run: async () => (await notifyOfExemptions(deps)()) > 0 },
  workOnJobs(deps),
  ...keepStatistics(deps),
  keepRolloutsGoing(deps),
  checkpointAudit(deps),
  streamAudit(deps),
  purge(deps),
];
