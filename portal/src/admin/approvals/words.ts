import type { Approval, ApprovalState } from '@sallyport/contract/approvals.ts';
import { fieldName } from '../../console/event-words.ts';
import { formatDateTime } from '../../ui/time.ts';

export const stateLooks: Readonly<Record<ApprovalState, { name: string; color: string }>> = {
  waiting: { name: 'Waiting', color: 'yellow' },
  approved: { name: 'Approved', color: 'green' },
  'carried-out': { name: 'Carried out', color: 'green' },
  rejected: { name: 'Rejected', color: 'red' },
  withdrawn: { name: 'Withdrawn', color: 'gray' },
  failed: { name: 'No longer possible', color: 'red' },
  expired: { name: 'Expired', color: 'gray' },
};

/** What is to be done, to whom or what. */
export const titleOf = ({ summary, target }: Approval): string =>
  target ? `${summary}: ${target.name}` : summary;

/** What was typed into a field, and what the form calls it. */
export const changeInWords = (
  { act }: Pick<Approval, 'act'>,
  { field, value }: Approval['changes'][number],
): { label: string; said: string } => ({
  label: act === 'exempt' && field === 'owner' ? 'Answers for it' : fieldName(field),
  said: isTime.test(value) ? formatDateTime(value) : value,
});

const isTime = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;
