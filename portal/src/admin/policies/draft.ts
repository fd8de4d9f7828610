import type { PolicyDefinition, PolicyInput, TimeWindow } from '@sallyport/contract/policies.ts';
import type { EnrollableMethod, MethodKind, ResourceKind, Strength } from '@sallyport/contract/vocabulary.ts';

interface Named {
  id: string;
  name: string;
}

/** A policy as the editor holds it: every choice has a value, lists are text with one entry a line. */
export interface PolicyDraft {
  name: string;
  description: string;
  whom: 'everyone' | 'groups';
  groups: Named[];
  excludedGroups: Named[];
  entries: ResourceKind[];
  resources: string;
  networks: string;
  outsideNetworks: string;
  times: TimeWindow[];
  device: 'any' | 'remembered' | 'not-remembered';
  action: 'deny' | Strength;
  days: number | string;
  allowed: MethodKind[];
  owed: EnrollableMethod[];
  rememberDevices: boolean;
}

export const emptyDraft: PolicyDraft = {
  name: '',
  description: '',
  whom: 'everyone',
  groups: [],
  excludedGroups: [],
  entries: [],
  resources: '',
  networks: '',
  outsideNetworks: '',
  times: [],
  device: 'any',
  action: 'soft',
  days: 7,
  allowed: [],
  owed: [],
  rememberDevices: true,
};

export function draftOf({ named, who, conditions, action, ...policy }: PolicyDefinition): PolicyDraft {
  const withName = (id: string): Named => ({ id, name: named[id] ?? id });
  const requirement = action.kind === 'require' ? action.requirement : undefined;
  const { rememberedDevice } = conditions;
  return {
    name: policy.name,
    description: policy.description,
    whom: who.kind === 'groups' ? 'groups' : 'everyone',
    groups: who.kind === 'groups' ? who.groups.map(withName) : [],
    excludedGroups: policy.excludedGroups.map(withName),
    entries: conditions.resourceKinds ?? [],
    resources: (conditions.resources ?? []).join('\n'),
    networks: (conditions.networks ?? []).join('\n'),
    outsideNetworks: (conditions.outsideNetworks ?? []).join('\n'),
    times: conditions.times ?? [],
    device: rememberedDevice === undefined ? 'any' : rememberedDevice ? 'remembered' : 'not-remembered',
    action: requirement?.strength ?? 'deny',
    days: requirement?.days ?? emptyDraft.days,
    allowed: requirement?.allowed ?? [],
    owed: requirement?.owed ?? [],
    rememberDevices: requirement?.rememberDevices ?? true,
  };
}

/** Networks and the like, as they are typed or pasted: by line, comma or space. */
const entriesOf = (text: string): string[] => text.split(/[\s,;]+/).filter((entry) => entry !== '');

const unlessEmpty = <T>(key: string, list: readonly T[]) => (list.length > 0 ? { [key]: list } : {});

/** In the words of the contract; what is empty is not asked. */
export function inputOf(draft: PolicyDraft): PolicyInput {
  return {
    name: draft.name,
    description: draft.description,
    who:
      draft.whom === 'everyone'
        ? { kind: 'everyone' }
        : { kind: 'groups', groups: draft.groups.map(({ id }) => id) },
    excludedGroups: draft.excludedGroups.map(({ id }) => id),
    conditions: {
      ...unlessEmpty('resourceKinds', draft.entries),
      ...unlessEmpty('resources', entriesOf(draft.resources)),
      ...unlessEmpty('networks', entriesOf(draft.networks)),
      ...unlessEmpty('outsideNetworks', entriesOf(draft.outsideNetworks)),
      ...unlessEmpty('times', draft.times),
      ...(draft.device !== 'any' && { rememberedDevice: draft.device === 'remembered' }),
    },
    action:
      draft.action === 'deny'
        ? { kind: 'deny' }
        : {
            kind: 'require',
            requirement: {
              strength: draft.action,
              ...(draft.action === 'soft' && { days: Number(draft.days) }),
              ...unlessEmpty('allowed', draft.allowed),
              owed: draft.owed,
              rememberDevices: draft.rememberDevices,
            },
          },
  };
}

/** The draft as a policy, for saying it in words. */
export const definitionOf = (draft: PolicyDraft): PolicyDefinition => ({
  ...inputOf(draft),
  state: 'off',
  named: Object.fromEntries([...draft.groups, ...draft.excludedGroups].map(({ id, name }) => [id, name])),
});
