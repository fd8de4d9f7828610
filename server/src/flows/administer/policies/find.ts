import { asId, type PolicyId } from '../../../kernel/ids.ts';
import { administratorsPolicy } from '../../../policy/built-in.ts';
import type { PolicyVersion } from '../../../ports/policies.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Repositories } from '../../../ports/repositories.ts';

type Source = Pick<Repositories, 'policies'>;

/** Its latest version, of a deleted one too. @throws Refusal `not-found` */
export const findPolicyEver = async ({ policies }: Source, id: string): Promise<PolicyVersion> => {
  const latest = await policies.latest(asId<PolicyId>(id));
  if (latest === undefined) throw noSuchPolicy();
  return latest;
};

/** @throws Refusal `not-found`, also for one that was deleted */
export const findPolicy = async (source: Source, id: string): Promise<PolicyVersion> => {
  const latest = await findPolicyEver(source, id);
  if (latest.removed)
    throw new Refusal('not-found', 'This policy was deleted. Restore one of its versions to have it back.');
  return latest;
};

/** @throws Refusal `not-found`, `conflict` for a built-in one */
export const findNamed = async (source: Source, id: string): Promise<PolicyVersion> => {
  refuseFixed(id);
  const found = await findPolicy(source, id);
  if (found.policy.kind !== 'named')
    throw new Refusal(
      'conflict',
      'This policy is built in: it is changed by the switch of everyone, its group or its user.',
    );
  return found;
};

/** @throws Refusal `conflict` for the administrators' own policy, which nothing changes (rule 12) */
export const refuseFixed = (id: string): void => {
  if (id === administratorsPolicy.id)
    throw new Refusal('conflict', '2FA is always required of administrators: nothing changes that.');
};

const noSuchPolicy = (): Refusal => new Refusal('not-found', 'There is no such policy.');
