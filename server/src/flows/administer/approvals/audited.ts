import type { StoredApproval } from '../../../ports/approvals.ts';

/** As the audit log names it: the user it is about, so that it stands in their history too. */
export const aboutApproval = ({ id, target }: StoredApproval) => ({
  subject:
    target?.kind === 'user'
      ? ({ kind: 'user', id: target.id, name: target.name } as const)
      : ({ kind: 'approval', id } as const),
});

export const detailsOf = ({ id, act: what, call, asker }: StoredApproval) => ({
  approval: id,
  act: what,
  call,
  askedBy: asker.name,
});
