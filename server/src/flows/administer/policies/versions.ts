import type {
  Policy,
  PolicyVersion,
  PolicyVersionQuery,
  RestorePolicy,
} from '@sallyport/contract/policies.ts';
import type { z } from 'zod';
import type { PolicyVersion as StoredVersion } from '../../../ports/policies.ts';
import { invalid, Refusal } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Administrator } from '../../caller.ts';
import { type ChangeSource, changePolicy, holdPolicy } from '../../roll-out/change-policy.ts';
import { type Act, act, type Look } from '../act.ts';
import { refuseUserAbove } from '../users/guards.ts';
import { describePolicy, describeVersion } from './describe.ts';
import { refuseTakenName } from './edit.ts';
import { policyEvent } from './event.ts';
import { findPolicyEver, refuseFixed } from './find.ts';

/** Newest first, also of a policy that was deleted. @throws Refusal `not-found`, `invalid-request` */
export const listVersions =
  ({ read }: Look<'policies' | 'groups' | 'users'>) =>
  async (
    id: string,
    { limit, cursor }: z.output<typeof PolicyVersionQuery>,
  ): Promise<{ items: PolicyVersion[]; nextCursor?: string }> => {
    const { policy } = await findPolicyEver(read, id);
    if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) throw invalid('cursor', 'is none of ours');
    const before = cursor === undefined ? {} : { before: Number(cursor) };
    const found = await read.policies.versions(policy.id, { limit: limit + 1, ...before });
    const page = found.slice(0, limit);
    const items: PolicyVersion[] = [];
    for (const each of page) items.push(await describeVersion(read, each));
    const last = found.length > limit ? page.at(-1) : undefined;
    return { items, ...(last && { nextCursor: String(last.version) }) };
  };

/**
 * One click back: makes an earlier version, its state included, the latest. A policy that was deleted is there again.
 * @throws Refusal `not-found`, `conflict` where its name or its groups are not there for it any more, `would-lock-out`,
 * `permission-denied`
 */
export const restorePolicy =
  (deps: Act<keyof ChangeSource>) =>
  async (
    caller: Administrator,
    id: string,
    { version, lapsedPeriods }: z.output<typeof RestorePolicy>,
  ): Promise<Policy> =>
    act(deps, caller, async (source, now, record) => {
      refuseFixed(id);
      await holdPolicy(source, (await findPolicyEver(source, id)).policy);
      const latest = await findPolicyEver(source, id);
      const wanted = await findVersion(source, latest, version);
      await refuseUserAbove(source, caller, wanted.policy.who);
      await refuseGoneGroups(source, wanted);
      if (wanted.policy.kind === 'named') await refuseTakenName(source, wanted.policy);
      const { name } = wanted.policy.kind === 'named' ? wanted.policy : latest.policy;
      const policy = { ...wanted.policy, name };
      const changed = await changePolicy(deps, source, caller, policy, now, {
        lapsedPeriods,
        methodsField: 'version',
      });
      const event = policyEvent('policy.restored', changed);
      record({ ...event, details: { ...event.details, restored: version } });
      return describePolicy(source, changed.stored, changed.jobId);
    });

/** A deletion is no version to return to. */
const findVersion = async (
  { policies }: Pick<Repositories, 'policies'>,
  latest: StoredVersion,
  version: number,
): Promise<StoredVersion> => {
  const wanted = await policies.version(latest.policy.id, version);
  if (wanted === undefined || wanted.removed) throw invalid('version', 'there is no such version to restore');
  return wanted;
};

const refuseGoneGroups = async (
  { groups }: Pick<Repositories, 'groups'>,
  { policy: { who, excludedGroups } }: StoredVersion,
): Promise<void> => {
  for (const id of [...(who.kind === 'groups' ? who.groups : []), ...excludedGroups])
    if ((await groups.byId(id)) === undefined)
      throw new Refusal(
        'conflict',
        'This version names a group that was deleted since. Edit the policy instead.',
      );
};
