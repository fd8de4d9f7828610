import type { Policy, SetPolicyState } from '@sallyport/contract/policies.ts';
import type { z } from 'zod';
import type { Administrator } from '../../caller.ts';
import { type ChangeSource, changePolicy, holdPolicy } from '../../roll-out/change-policy.ts';
import { type Act, act } from '../act.ts';
import { refuseUserAbove } from '../users/guards.ts';
import { describePolicy } from './describe.ts';
import { policyEvent } from './event.ts';
import { findPolicy, refuseFixed } from './find.ts';

/**
 * In force at the next login, everywhere. Nothing happens where it stands so already.
 * @throws Refusal `not-found`, `conflict` for the administrators' own, `would-lock-out`, `permission-denied`
 */
export const setPolicyState =
  (deps: Act<keyof ChangeSource>) =>
  async (
    caller: Administrator,
    id: string,
    { state, lapsedPeriods }: z.output<typeof SetPolicyState>,
  ): Promise<Policy> =>
    act(deps, caller, async (source, now, record) => {
      refuseFixed(id);
      await holdPolicy(source, (await findPolicy(source, id)).policy);
      const before = await findPolicy(source, id);
      await refuseUserAbove(source, caller, before.policy.who);
      if (before.policy.state === state) return describePolicy(source, before);
      const policy = { ...before.policy, state };
      const changed = await changePolicy(deps, source, caller, policy, now, {
        lapsedPeriods,
        methodsField: 'state',
      });
      record(policyEvent('policy.switched', changed));
      return describePolicy(source, changed.stored, changed.jobId);
    });
