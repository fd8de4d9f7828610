import type { Requirement, RequirementInput } from '@sallyport/contract/requirements.ts';
import type { z } from 'zod';
import type { PolicyId } from '../../kernel/ids.ts';
import { isoTime } from '../../kernel/instant.ts';
import type { Policy, Requirement as Required, Who } from '../../policy/model.ts';
import type { PolicySubject, StoredPolicy } from '../../ports/policies.ts';
import { invalid, Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';

/** The switches everybody knows, as policies: everyone's, a group's, a user's. */

/** How a change is put to a user who does not say how many days. */
export const defaultDays = 7;

/** @throws Refusal `not-found` */
export const nameOf = async (
  source: Pick<Repositories, 'groups' | 'users'>,
  subject: PolicySubject,
): Promise<string> => {
  switch (subject.kind) {
    case 'everyone':
      return 'Everyone';
    case 'group': {
      const group = await source.groups.byId(subject.group);
      if (group === undefined) throw new Refusal('not-found', 'There is no such group.');
      return group.name;
    }
    case 'user': {
      const user = await source.users.byId(subject.user);
      if (user === undefined) throw new Refusal('not-found', 'There is no such user.');
      return user.username;
    }
  }
};

export const whoOf = (subject: PolicySubject): Who => {
  switch (subject.kind) {
    case 'everyone':
      return { kind: 'everyone' };
    case 'group':
      return { kind: 'groups', groups: [subject.group] };
    case 'user':
      return { kind: 'user', user: subject.user };
  }
};

type Input = z.output<typeof RequirementInput>;

/** @throws Refusal `invalid-request` for days with another strength than soft */
export const switchedOn = (id: PolicyId, name: string, subject: PolicySubject, input: Input): Policy => ({
  id,
  kind: subject.kind,
  name,
  state: 'on',
  who: whoOf(subject),
  excludedGroups: [],
  when: input.entries === undefined ? {} : { resourceKinds: input.entries },
  action: { kind: 'require', requirement: asRequirement(input) },
});

const asRequirement = ({ strength, days, owed = [] }: Input): Required => {
  if (strength === 'soft') return { strength, days: days ?? defaultDays, owed, rememberDevices: true };
  if (days !== undefined) throw invalid('days', 'are for the strength soft only');
  return { strength, owed, rememberDevices: true };
};

/** In the words of the contract; a policy that is off asks nothing. */
export const describeRequirement = (stored: StoredPolicy | undefined): Requirement => {
  if (stored === undefined) return { strength: 'none' };
  const { policy, changedAt } = stored;
  const common = { policyId: policy.id, changedAt: isoTime(changedAt) };
  if (policy.state !== 'on' || policy.action.kind === 'deny') return { ...common, strength: 'none' };
  const { requirement } = policy.action;
  return {
    ...common,
    strength: requirement.strength,
    ...(requirement.strength === 'soft' && { days: requirement.days }),
    ...(policy.when.resourceKinds && { entries: [...policy.when.resourceKinds] }),
    ...(requirement.owed.length > 0 && { owed: [...requirement.owed] }),
  };
};
