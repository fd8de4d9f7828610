import type { ApprovalAct } from '@sallyport/contract/approvals.ts';
import type { Settings } from '@sallyport/contract/settings.ts';
import { asId, type UserId } from '../../../kernel/ids.ts';
import { weakens } from '../../../policy/weakening.ts';
import type { StoredPolicy } from '../../../ports/policies.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Administrator } from '../../caller.ts';
import type { ApprovalDeps, WantedCall } from './wanted.ts';
import { within } from './within.ts';

/**
 * Which dangerous act the call is, if it is one. Where only some uses of a call are dangerous that is judged by what it
 * does, not by what was typed: it is carried out in a transaction that is taken back, so that no wording gets round
 * it. What would be refused is refused here, before anybody is asked to approve it.
 * @throws Refusal whatever the call is refused with
 */
export const actOf = async (
  deps: ApprovalDeps,
  caller: Administrator,
  wanted: WantedCall,
): Promise<ApprovalAct | null> => {
  const { approval: act } = deps.termsOf(wanted.call);
  if (act === undefined || act === 'read-exports') return act ?? null;
  const effect = await rehearse(deps, caller, wanted);
  if (act === 'turn-enforcement-off') return weakened(effect);
  return act === 'reset-administrators' && !effect.aboutAdministrator ? null : act;
};

interface Rules {
  readonly policies: readonly StoredPolicy[];
  readonly settings: Settings;
}

interface Effect {
  readonly before: Rules;
  readonly after: Rules;
  readonly aboutAdministrator: boolean;
}

/** Takes the transaction back. */
class Rehearsed extends Error {
  readonly effect: Effect;
  constructor(effect: Effect) {
    super('only rehearsed');
    this.effect = effect;
  }
}

const rehearse = async (deps: ApprovalDeps, caller: Administrator, wanted: WantedCall): Promise<Effect> => {
  try {
    return await deps.transact(async (source): Promise<never> => {
      const about = wanted.id === '' ? undefined : await source.users.byId(asId<UserId>(wanted.id));
      const before = await rulesOf(source);
      await deps.carryOut(within(deps, source), caller, wanted);
      const after = await rulesOf(source);
      throw new Rehearsed({ before, after, aboutAdministrator: (about?.role ?? null) !== null });
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.effect;
    throw error;
  }
};

const rulesOf = async ({ policies, settings }: Repositories): Promise<Rules> => ({
  policies: await policies.shared(),
  settings: await settings.read(),
});

const weakened = ({ before, after }: Effect): ApprovalAct | null => {
  if (before.settings.strictProfile.on && !after.settings.strictProfile.on) return 'turn-enforcement-off';
  const { acts } = after.settings.approvals;
  if (before.settings.approvals.acts.some((act) => !acts.includes(act))) return 'weaken-approvals';
  const now = new Map(after.policies.map(({ policy }) => [policy.id, policy]));
  const isWeaker = before.policies.some(({ policy }) => weakens(policy, now.get(policy.id)));
  return isWeaker ? 'turn-enforcement-off' : null;
};
