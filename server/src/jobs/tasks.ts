import { type NotifyDeps, notifyOfPeriods } from '../flows/roll-out/notify.ts';
import { type DeliverDeps, deliverMails } from './deliver-mails.ts';
import { type PurgeDeps, purge } from './purge.ts';
import type { Task } from './runner.ts';
import { type WorkDeps, workOnJobs } from './work.ts';

/** All that goes on in the background of a server. */
export const backgroundTasks = (deps: NotifyDeps & DeliverDeps & WorkDeps & PurgeDeps): readonly Task[] => [
  deliverMails(deps),
  { name: 'notify-of-periods', run: async () => (await notifyOfPeriods(deps)()) > 0 },
  workOnJobs(deps),
  purge(deps),
];
