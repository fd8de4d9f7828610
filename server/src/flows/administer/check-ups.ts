import type { CheckUpCounts } from '@sallyport/contract/users.ts';
import { enrolledBefore } from '../../policy/check-up.ts';
import { judgedNow } from '../time.ts';
import type { Look } from './act.ts';

/** How many have had their check-up (N12), put it aside, or are due; nobody is while nobody is asked. */
export const countCheckUps =
  (deps: Look<'checkUps' | 'policies' | 'settings'>) => async (): Promise<CheckUpCounts> => {
    const now = await judgedNow(deps.clock, deps.read.audit);
    const { settings } = await deps.rules(deps.read);
    return deps.read.checkUps.counts(enrolledBefore(settings.enrollment.checkUpDays, now) ?? 0);
  };
