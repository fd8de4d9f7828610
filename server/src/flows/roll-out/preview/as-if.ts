import type { Policy } from '../../../policy/model.ts';
import type { StoredPolicy } from '../../../ports/policies.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { UserWithFacts } from '../../../ports/users.ts';
import type { Hypothesis, PolicyStep } from './hypothesis.ts';

export type World = Pick<Repositories, 'users' | 'policies' | 'settings'>;

/**
 * The world as it would be after the change: what refuses a change when it is saved looks at this one beforehand. Only
 * what those questions read is other than it is.
 */
export const asIf = (world: World, { policy, settings, alterationOf, altered }: Hypothesis): World => {
  const alter = (found: UserWithFacts | undefined): UserWithFacts | undefined => {
    const alteration = found && alterationOf(found.user.id);
    return found && alteration !== undefined ? { ...found, facts: altered(found.facts, alteration) } : found;
  };
  return {
    users: {
      ...world.users,
      withFacts: async (id) => alter(await world.users.withFacts(id)),
      holdActiveOwners: async () =>
        (await world.users.administrators())
          .filter(({ user }) => user.role === 'owner' && user.state === 'active')
          .map(({ user, facts }) => ({
            id: user.id,
            enrolled: facts.authenticators.some(({ disabled }) => !disabled),
          })),
    },
    policies: policy === undefined ? world.policies : policiesAsIf(world.policies, policy),
    settings: settings === undefined ? world.settings : { ...world.settings, read: async () => settings },
  };
};

const policiesAsIf = (policies: World['policies'], step: PolicyStep): World['policies'] => ({
  ...policies,
  shared: async () => replaced(await policies.shared(), step, (policy) => policy.who.kind !== 'user'),
  ofUser: async (user) =>
    replaced(await policies.ofUser(user), step, ({ who }) => who.kind === 'user' && who.user === user),
});

const replaced = (
  stored: readonly StoredPolicy[],
  { before, after }: PolicyStep,
  belongs: (policy: Policy) => boolean,
): readonly StoredPolicy[] => {
  const others = stored.filter(({ policy }) => policy.id !== before?.id);
  return after === null || !belongs(after) ? others : [...others, asStored(after)];
};

/** Nobody asks when and by whom what was never saved was saved. */
const asStored = (policy: Policy): StoredPolicy => ({
  policy,
  version: 0,
  changedAt: 0,
  changedBy: { kind: 'system' },
  graceEndedAt: null,
});
