import type { ApprovalList, ApprovalQuery } from '@sallyport/contract/approvals.ts';
import type { z } from 'zod';
import { definedOnly } from '../../../kernel/defined-only.ts';
import type { Administrator } from '../../caller.ts';
import { judgedNow } from '../../time.ts';
import { describeApproval } from './describe.ts';
import type { ApprovalDeps } from './wanted.ts';

export const listApprovals =
  (deps: ApprovalDeps) =>
  async (
    caller: Administrator,
    { state, limit, cursor }: z.output<typeof ApprovalQuery>,
  ): Promise<ApprovalList> => {
    const now = await judgedNow(deps.clock, deps.read.audit);
    const filter = definedOnly({ waiting: state && state === 'waiting' });
    const page = { limit, ...definedOnly({ after: cursor }) };
    const { approvals, next } = await deps.read.approvals.list(filter, now, page);
    const items = approvals.map((stored) => describeApproval(deps, deps.read, caller, stored, now));
    return { items: await Promise.all(items), ...(next !== undefined && { nextCursor: next }) };
  };
