import { asId } from '../../../kernel/ids.ts';
import type { StoredApproval } from '../../../ports/approvals.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { WantedCall } from './wanted.ts';

type Source = Pick<Repositories, 'users' | 'groups' | 'policies' | 'rollouts'>;

const kinds: Readonly<
  Record<string, { kind: string; nameOf: (source: Source, id: string) => Promise<string | undefined> }>
> = {
  users: { kind: 'user', nameOf: async ({ users }, id) => (await users.byId(asId(id)))?.username },
  groups: { kind: 'group', nameOf: async ({ groups }, id) => (await groups.byId(asId(id)))?.name },
  policies: {
    kind: 'policy',
    nameOf: async ({ policies }, id) => (await policies.latest(asId(id)))?.policy.name,
  },
  rollouts: { kind: 'rollout', nameOf: async ({ rollouts }, id) => (await rollouts.byId(asId(id)))?.name },
};

/** Whom or what the call's address names. */
export const targetOf = async (
  source: Source,
  { call, id }: WantedCall,
): Promise<StoredApproval['target']> => {
  const [, area = ''] = /^\w+ \/(\w+)\/:id/.exec(call) ?? [];
  const found = kinds[area];
  return found === undefined ? null : { kind: found.kind, id, name: (await found.nameOf(source, id)) ?? id };
};
