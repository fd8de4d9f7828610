import type { ChangeMembers } from '@sallyport/contract/groups.ts';
import type { z } from 'zod';
import { asId, type UserId } from '../../../kernel/ids.ts';
import type { Policy } from '../../../policy/model.ts';
import type { Repositories } from '../../../ports/repositories.ts';
import type { Rollout } from '../../../ports/rollouts.ts';
import type { UserWithFacts } from '../../../ports/users.ts';
import type { Administrator } from '../../caller.ts';
import { currentRules } from '../../roll-out/current-rules.ts';
import type { Rules } from '../../rules.ts';
import type { ApprovalDeps, WantedCall } from './wanted.ts';
import { within } from './within.ts';

/** All that a call may weaken, at one moment: the rules, and of those whom it names by id, what they are under. */
export interface Snapshot {
  readonly rules: Rules;
  /** Those of everybody, and those by name that the call touches. */
  readonly policies: readonly Policy[];
  readonly people: ReadonlyMap<UserId, UserWithFacts>;
  readonly rollout: Rollout | undefined;
}

export interface Effect {
  readonly before: Snapshot;
  readonly after: Snapshot;
}

/** Takes the transaction back. */
class Rehearsed extends Error {
  readonly effect: Effect;
  constructor(effect: Effect) {
    super('only rehearsed');
    this.effect = effect;
  }
}

/** What the call would change, found by making it in a transaction that is taken back. @throws Refusal as the call */
export const effectOf = async (
  deps: ApprovalDeps,
  caller: Administrator,
  wanted: WantedCall,
): Promise<Effect> => {
  try {
    return await deps.transact(async (source): Promise<never> => {
      const before = await snapshot(source, wanted);
      await deps.carryOut(within(deps, source), caller, wanted);
      throw new Rehearsed({ before, after: await snapshot(source, wanted) });
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.effect;
    throw error;
  }
};

const snapshot = async (source: Repositories, wanted: WantedCall): Promise<Snapshot> => {
  const touched = usersIn(wanted);
  const rules = await currentRules(source);
  const people = touched.length === 0 ? [] : await source.users.lockMany(touched);
  return {
    rules,
    policies: [
      ...rules.stored.map(({ policy }) => policy),
      ...(await policiesByName(source, wanted, touched)),
    ],
    people: new Map(people.map((each) => [each.user.id, each])),
    rollout: at(wanted, 'rollouts') ? await source.rollouts.byId(asId(wanted.id)) : undefined,
  };
};

/** What is required of users by name, which is not among the rules of everybody. */
const policiesByName = async (
  { policies }: Pick<Repositories, 'policies'>,
  wanted: WantedCall,
  touched: readonly UserId[],
): Promise<readonly Policy[]> => {
  const found = touched.length === 0 ? [] : await policies.ofUsers(touched);
  const own = found.map(({ policy }) => policy);
  const named = at(wanted, 'policies') ? await policies.latest(asId(wanted.id)) : undefined;
  return named?.policy.kind === 'user' && !named.removed ? [...own, named.policy] : own;
};

const at = ({ call }: WantedCall, what: string): boolean => call.includes(` /${what}/:id`);

const usersIn = (wanted: WantedCall): readonly UserId[] => {
  if (at(wanted, 'users')) return [asId<UserId>(wanted.id)];
  if (wanted.call !== 'POST /groups/:id/members') return [];
  // Parsed by the call's own schema.
  const { add, remove } = wanted.body as z.output<typeof ChangeMembers>;
  return [...new Set([...add, ...remove])].map((id) => asId<UserId>(id));
};
