import { type ApprovalAct, approvableActs } from '@sallyport/contract/approvals.ts';
import type { Administrator } from '../../caller.ts';
import { effectOf } from './effect.ts';
import { actsByEffect } from './judge.ts';
import type { ApprovalDeps, WantedCall } from './wanted.ts';

/** The one that asks most of whoever decides it comes first. */
const gravest: readonly ApprovalAct[] = [
  'reset-administrators',
  'change-roles',
  'weaken-approvals',
  ...approvableActs,
];

/**
 * Which dangerous acts the call is, the gravest first; none if it is harmless. Where only some uses of a call are
 * dangerous that is judged by what it does, not by what was typed: it is carried out in a transaction that is taken
 * back, so that no wording gets round it. What would be refused is refused here, before anybody is asked to approve it.
 * @throws Refusal whatever the call is refused with
 */
export const actsOf = async (
  deps: ApprovalDeps,
  caller: Administrator,
  wanted: WantedCall,
): Promise<readonly ApprovalAct[]> => {
  const { approval: named } = deps.termsOf(wanted.call);
  if (named === undefined || named === 'read-exports') return named === undefined ? [] : [named];
  const effect = await effectOf(deps, caller, wanted);
  const acts = new Set<ApprovalAct>(actsByEffect(effect));
  if (named === 'reset-administrators') {
    const [target] = effect.before.people.values();
    if ((target?.user.role ?? null) !== null) acts.add(named);
  } else if (named !== 'by-effect') acts.add(named);
  return gravest.filter((act) => acts.has(act));
};
