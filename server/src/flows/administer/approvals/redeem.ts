import type { ApprovalId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Administrator } from '../../caller.ts';
import { act } from '../act.ts';
import { isAsker } from './asker.ts';
import { aboutApproval, detailsOf } from './audited.ts';
import { isSame, openInput, withoutTyped } from './input.ts';
import type { ApprovalDeps, WantedCall } from './wanted.ts';

/**
 * Uses up an approval to read: for what was asked, by who asked, once.
 * @throws Refusal `approval-required`
 */
export const redeem =
  (deps: ApprovalDeps) =>
  (caller: Administrator, wanted: WantedCall, id: ApprovalId): Promise<void> =>
    act<'approvals', void>(deps, caller, async ({ approvals }, now, record) => {
      const stored = await approvals.byId(id);
      const fits =
        stored !== undefined &&
        isAsker(caller, stored.asker) &&
        stored.call === wanted.call &&
        (stored.target?.id ?? '') === wanted.id &&
        isSame(openInput(deps, stored), wanted);
      const decision = { from: 'approved', to: 'carried-out', at: now, note: null } as const;
      const used = fits && { ...decision, by: stored.decidedBy, input: withoutTyped(deps, stored) };
      if (used === false || !(await approvals.decide(id, used)))
        throw new Refusal(
          'approval-required',
          'This approval was used, has expired, or is for something else. Ask for another one.',
        );
      record({ kind: 'approval.used', ...aboutApproval(stored), details: detailsOf(stored) });
    });
