import type { Approval, ApprovalAct, ApprovalState } from '@sallyport/contract/approvals.ts';

export const actNames: Readonly<Record<ApprovalAct, string>> = {
  'turn-enforcement-off': 'Turning enforcement off or weakening it',
  exempt: 'Exempting somebody',
  'change-roles': 'Giving and taking roles',
  'read-exports': 'Reading exports',
  'reset-administrators': 'Resetting the 2FA of administrators',
  'weaken-approvals': 'Needing fewer approvals',
};

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

/** “Lapsed periods”, “Mail: SMTP host”: the field of a call, for people. */
export const fieldName = (field: string): string =>
  field
    .split('.')
    .map((part) =>
      part.replace(
        /([a-z])([A-Z])/g,
        (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
      ),
    )
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(': ');
