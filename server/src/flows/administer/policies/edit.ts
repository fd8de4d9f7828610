import type { CreatePolicy, EditPolicy, Policy } from '@sallyport/contract/policies.ts';
import type { z } from 'zod';
import type { PolicyId } from '../../../kernel/ids.ts';
import { isoTime } from '../../../kernel/instant.ts';
import type { StoredPolicy } from '../../../ports/policies.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Administrator } from '../../caller.ts';
import { type ChangeSource, changePolicy, holdPolicy, removePolicy } from '../../roll-out/change-policy.ts';
import { policyFromInput } from '../../roll-out/policy-input.ts';
import { type Act, act } from '../act.ts';
import { describePolicy } from './describe.ts';
import { policyEvent } from './event.ts';
import { findNamed } from './find.ts';

type Deps = Act<keyof ChangeSource>;

const methodsField = 'action.requirement';
const named = { who: { kind: 'everyone' } } as const;

/** @throws Refusal `invalid-request`, `conflict` when the name is taken, `would-lock-out` */
export const createPolicy =
  (deps: Deps) =>
  async (
    caller: Administrator,
    { lapsedPeriods, ...input }: z.output<typeof CreatePolicy>,
  ): Promise<Policy> =>
    act(deps, caller, async (source, now, record) => {
      await holdPolicy(source, named);
      const policy = await policyFromInput(source, deps.newId<'policy'>(), input, 'off');
      await refuseTakenName(source, policy);
      const changed = await changePolicy(deps, source, caller, policy, now, { lapsedPeriods, methodsField });
      record(policyEvent('policy.created', changed));
      return describePolicy(source, changed.stored, changed.jobId);
    });

/**
 * Replaces the whole policy; only its state stays where none is given.
 * @throws Refusal `not-found`, `invalid-request`, `conflict` when the name is taken or somebody else changed it
 * meanwhile, `would-lock-out`
 */
export const editPolicy =
  (deps: Deps) =>
  async (
    caller: Administrator,
    id: string,
    { lapsedPeriods, version, ...input }: z.output<typeof EditPolicy>,
  ): Promise<Policy> =>
    act(deps, caller, async (source, now, record) => {
      await holdPolicy(source, named);
      const before = await findNamed(source, id);
      refuseStale(before, version);
      const policy = await policyFromInput(source, before.policy.id, input, before.policy.state);
      await refuseTakenName(source, policy);
      const changed = await changePolicy(deps, source, caller, policy, now, { lapsedPeriods, methodsField });
      record(policyEvent('policy.edited', changed));
      return describePolicy(source, changed.stored, changed.jobId);
    });

/** Its versions stay. @throws Refusal `not-found`, `conflict` for a built-in one, `would-lock-out` */
export const deletePolicy =
  (deps: Deps) =>
  async (caller: Administrator, id: string): Promise<void> =>
    act(deps, caller, async (source, now, record) => {
      await holdPolicy(source, named);
      const before = await findNamed(source, id);
      await removePolicy(deps, source, caller, before, now);
      record(policyEvent('policy.deleted', { stored: before }));
    });

const refuseStale = ({ version, changedBy, changedAt }: StoredPolicy, edited: number): void => {
  if (version === edited) return;
  const author = changedBy.name ?? 'The server';
  throw new Refusal(
    'conflict',
    `${author} changed this policy meanwhile, at ${isoTime(changedAt)}: look at version ${version}, then edit that.`,
    { errors: [{ field: 'version', message: `is not the latest, which is ${version}` }] },
  );
};

/** @throws Refusal `conflict` */
export const refuseTakenName = async (
  { policies }: Pick<Repositories, 'policies'>,
  { id, name }: { readonly id: PolicyId; readonly name: string },
): Promise<void> => {
  const holder = await policies.byName(name);
  if (holder !== undefined && holder.policy.id !== id)
    throw new Refusal('conflict', `There is a policy named “${holder.policy.name}” already.`, {
      errors: [{ field: 'name', message: 'is taken' }],
    });
};
