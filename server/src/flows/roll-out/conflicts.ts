import type { Instant } from '../../kernel/instant.ts';
import { allMethods, asMethodSet, methodSet } from '../../policy/method-set.ts';
import { type EnrollableMethod, enrollableMethods, type Policy, resourceKinds } from '../../policy/model.ts';
import { isMeetable } from '../../policy/pressure.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { UserWithFacts } from '../../ports/users.ts';
import type { Rules } from '../rules.ts';
import { decideAt, type Standpoint, standpointsOf } from '../standpoint.ts';
import { countMembers, membersOf } from './members.ts';
import { weighsOn } from './whom.ts';

type Source = Pick<Repositories, 'users' | 'groups' | 'standings' | 'policies'>;

/**
 * Rule 6, in the transaction that changed a policy: with the others that are on it leaves everybody a method. Methods
 * are few, so that it takes no more than two policies to leave none; whoever they both are for is looked for.
 * @throws Refusal `would-lock-out`, naming somebody who would have none
 */
export const refuseConflicts = async (
  source: Source,
  rules: Rules,
  policy: Policy,
  now: Instant,
): Promise<void> => {
  for await (const users of concernedBy(source, rules, policy, now)) {
    const stuck = (await standpointsOf(source, rules, users, now)).find(isStuck);
    if (stuck !== undefined)
      throw new Refusal(
        'would-lock-out',
        `With what else is required of them, “${policy.name}” would leave some no method at all, e.g. ${stuck.user.username}.`,
      );
  }
};

async function* concernedBy(
  source: Source,
  rules: Rules,
  policy: Policy,
  now: Instant,
): AsyncGenerator<readonly UserWithFacts[]> {
  const whom = weighsOn(policy);
  if (whom === undefined) return;
  if (whom.kind === 'user') {
    yield* membersOf(source, whom, now);
    return;
  }
  for (const other of rules.stored.map((stored) => stored.policy)) {
    const others = weighsOn(other);
    if (others === undefined || !areOpposed(policy, other, rules)) continue;
    const fewer = (await countMembers(source, others)) < (await countMembers(source, whom)) ? others : whom;
    yield* membersOf(source, fewer, now);
  }
  for (const method of notAllowedBy(policy))
    for (const user of await source.policies.usersOwing(method)) {
      const found = await source.users.withFacts(user);
      if (found !== undefined) yield [found];
    }
}

const askedBy = ({ action }: Policy) =>
  action.kind === 'deny'
    ? { allowed: allMethods, owed: 0 }
    : {
        allowed: action.requirement.allowed ? methodSet(action.requirement.allowed) : allMethods,
        owed: methodSet(action.requirement.owed),
      };

const areOpposed = (one: Policy, other: Policy, { decision }: Rules): boolean => {
  const [a, b] = [askedBy(one), askedBy(other)];
  const allowed = a.allowed & b.allowed & asMethodSet(decision.enabledMethods);
  return one.id !== other.id && !isMeetable(allowed, a.owed | b.owed);
};

const notAllowedBy = ({ action }: Policy): readonly EnrollableMethod[] =>
  action.kind === 'require' && action.requirement.allowed !== undefined
    ? enrollableMethods.filter((method) => !action.requirement.allowed?.includes(method))
    : [];

/** As if they held nothing: what they may set up is the question, not what they have. */
const isStuck = (standpoint: Standpoint): boolean => {
  const facts = { ...standpoint.facts, state: 'active' as const, authenticators: [], backupCodesLeft: 0 };
  return resourceKinds.some((kind) => {
    const decided = decideAt({ ...standpoint, facts }, kind);
    return decided.outcome === 'deny' && decided.code === 'no-usable-method';
  });
};
