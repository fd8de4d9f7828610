import type { ApprovalAct } from '@sallyport/contract/approvals.ts';
import type { Settings } from '@sallyport/contract/settings.ts';

/** Without these, whoever may do an act alone could make, or become, the second person for any other. */
const impliedByAny = ['change-roles', 'reset-administrators', 'weaken-approvals'] as const;

/** The acts that need a second person by now: those that were chosen, and what any of them brings along. */
export const actsInForce = ({ approvals }: Pick<Settings, 'approvals'>): ReadonlySet<ApprovalAct> =>
  new Set<ApprovalAct>(approvals.acts.length === 0 ? [] : [...approvals.acts, ...impliedByAny]);
