import type { Policy, PolicyDefinition, PolicyVersion } from '@sallyport/contract/policies.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import type { JobId } from '../../../kernel/ids.ts';
import { isoTime } from '../../../kernel/instant.ts';
import type { Policy as Definition, TimeWindow } from '../../../policy/model.ts';
import type { StoredPolicy, PolicyVersion as StoredVersion } from '../../../ports/policies.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import { describeRequirement } from '../../roll-out/subject.ts';

type Source = Pick<Repositories, 'groups' | 'users'>;

/** A policy in the words of the contract. */
export const describePolicy = async (
  source: Source,
  stored: StoredPolicy,
  jobId?: JobId,
): Promise<Policy> => {
  const { policy, version, changedAt, changedBy } = stored;
  const { id, kind, who } = policy;
  return {
    id,
    kind,
    ...(await definitionOf(source, policy)),
    ...(kind === 'group' && who.kind === 'groups' && { subjectId: who.groups[0] }),
    requirement: describeRequirement(stored),
    version,
    changedAt: isoTime(changedAt),
    changedBy: { ...changedBy },
    ...(jobId !== undefined && { jobId }),
  };
};

/** The built-in one of the administrators, which nobody changes. */
export const describeFixedPolicy = async (source: Source, policy: Definition): Promise<Policy> => ({
  id: policy.id,
  kind: policy.kind,
  ...(await definitionOf(source, policy)),
  requirement: { policyId: policy.id, strength: 'forced' },
  version: 0,
});

export const describeVersion = async (source: Source, stored: StoredVersion): Promise<PolicyVersion> => ({
  ...(await definitionOf(source, stored.policy)),
  version: stored.version,
  changedAt: isoTime(stored.changedAt),
  changedBy: { ...stored.changedBy },
  removed: stored.removed,
});

const definitionOf = async (source: Source, policy: Definition): Promise<PolicyDefinition> => {
  const { name, description = '', state, who, excludedGroups } = policy;
  return {
    name,
    description,
    state,
    who: who.kind === 'groups' ? { kind: 'groups', groups: [...who.groups] } : who,
    excludedGroups: [...excludedGroups],
    conditions: conditionsOf(policy),
    action: actionOf(policy),
    named: await namedBy(source, policy),
  };
};

const conditionsOf = ({ when }: Definition): PolicyDefinition['conditions'] =>
  definedOnly({
    networks: when.networks && [...when.networks],
    outsideNetworks: when.outsideNetworks && [...when.outsideNetworks],
    resourceKinds: when.resourceKinds && [...when.resourceKinds],
    resources: when.resources && [...when.resources],
    times: when.times?.map(windowOf),
    rememberedDevice: when.rememberedDevice,
  });

const windowOf = ({ weekdays, from, to, timeZone }: TimeWindow) => ({
  weekdays: [...weekdays],
  from: timeOf(from),
  to: timeOf(to),
  timeZone,
});

const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const actionOf = ({ action }: Definition): PolicyDefinition['action'] => {
  if (action.kind === 'deny') return action;
  const { requirement } = action;
  return {
    kind: 'require',
    requirement: {
      strength: requirement.strength,
      ...(requirement.strength === 'soft' && { days: requirement.days }),
      ...(requirement.allowed && { allowed: [...requirement.allowed] }),
      owed: [...requirement.owed],
      rememberDevices: requirement.rememberDevices,
    },
  };
};

const namedBy = async (
  { groups, users }: Source,
  { who, excludedGroups }: Definition,
): Promise<Record<string, string>> => {
  const named: Record<string, string> = {};
  for (const id of [...(who.kind === 'groups' ? who.groups : []), ...excludedGroups]) {
    const group = await groups.byId(id);
    if (group !== undefined) named[id] = group.name;
  }
  const user = who.kind === 'user' ? await users.byId(who.user) : undefined;
  if (user !== undefined) named[user.id] = user.username;
  return named;
};
