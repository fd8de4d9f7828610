import type { Job } from '@sallyport/contract/jobs.ts';

const kindNames: Readonly<Record<string, string>> = {
  'roll-out': 'Bring users in line with the rules',
  require: 'Require 2FA',
  reset: 'Reset 2FA',
  remind: 'Mail a reminder',
  exempt: 'Exempt from 2FA',
};

/** What the job does; the word of the API for one that this page does not know yet. */
export const jobName = ({ kind }: Pick<Job, 'kind'>): string => kindNames[kind] ?? kind;

export const hasEnded = ({ endedAt }: Pick<Job, 'endedAt'>): boolean => endedAt !== undefined;

/** How far it is, in one line. */
export function progressInWords({ state, done, total }: Pick<Job, 'state' | 'done' | 'total'>): string {
  if (state === 'waiting') return 'Waiting for its turn';
  if (total === 0) return state === 'running' ? 'Looking for whom it is about' : 'Nobody to do it for';
  return `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
}
