import type { IdMaker, UserId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Policy } from '../../policy/model.ts';
import { weakens } from '../../policy/weakening.ts';
import type { StoredPolicy } from '../../ports/policies.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { UserWithFacts } from '../../ports/users.ts';
import type { Administrator } from '../caller.ts';
import type { Rules } from '../rules.ts';
import { decideAt, type Standpoint, standpointWith } from '../standpoint.ts';
import { versionAfter } from './change-policy.ts';
import { currentRules } from './current-rules.ts';
import { lapseOf } from './lapse.ts';
import { type PeriodChanges, periodChanges } from './period-changes.ts';
import { storeChanges } from './settle.ts';
import { switchedOn } from './subject.ts';
import { refuseUnusable } from './usable-methods.ts';

type Source = Pick<Repositories, 'policies' | 'settings' | 'periods' | 'standings'>;

interface Input {
  readonly strength: 'soft';
  readonly days: number;
}

interface Turned {
  readonly stored: StoredPolicy;
  readonly changes: PeriodChanges<Standpoint>;
}

export interface RequiredOfMany {
  readonly stored: readonly StoredPolicy[];
  readonly refused: ReadonlyMap<UserId, Refusal>;
}

/**
 * What `requireOf` does to one user, done to many in few statements; the users are held by the caller. It comes to the
 * same for each, which a test holds.
 * @throws Refusal `invalid-request` where no method can be had
 */
export const requireOfMany = async (
  deps: { readonly newId: IdMaker },
  source: Source,
  caller: Administrator,
  users: readonly UserWithFacts[],
  input: Input,
  now: Instant,
): Promise<RequiredOfMany> => {
  const rules = await currentRules(source);
  const known = new Map(
    (await source.policies.ofUsers(users.map(({ user }) => user.id))).map((stored) => [
      stored.policy.who.kind === 'user' ? stored.policy.who.user : '',
      stored,
    ]),
  );
  const turned = users.map((user) => turn(deps, rules, caller, user, known.get(user.user.id), input, now));
  const [first] = turned;
  // What is asked is the same of all: what cannot be had of one, cannot be had of any.
  if (first !== undefined) refuseUnusable(rules, 'days', [first.stored.policy]);
  const refused = new Map<UserId, Refusal>();
  const done = turned.filter(({ stored: { policy }, changes: { after } }) => {
    const before = known.get(after.user.id)?.policy;
    const refusal = (before && stricterAlready(before, policy)) ?? lockedOutAuthor(caller, after);
    if (refusal !== undefined) refused.set(after.user.id, refusal);
    return refusal === undefined;
  });
  const stored = done.map((each) => each.stored);
  await source.policies.saveMany(stored);
  await storeChanges(
    source,
    done.map(({ changes }) => changes),
  );
  return { stored, refused };
};

const turn = (
  { newId }: { readonly newId: IdMaker },
  rules: Rules,
  caller: Administrator,
  found: UserWithFacts,
  before: StoredPolicy | undefined,
  input: Input,
  now: Instant,
): Turned => {
  const { id, username } = found.user;
  const policyId = before?.policy.id ?? newId<'policy'>();
  const policy = switchedOn(policyId, username, { kind: 'user', user: id }, input);
  const stored = versionAfter(before, policy, caller, now);
  const standpoint = standpointWith(found, rules, [stored], now);
  return { stored, changes: periodChanges(standpoint, now, lapseOf(before, policy, {}, now)) };
};

/**
 * Requiring it of many is to raise what is asked of them: it takes away nothing that was chosen for one of them. Only
 * the days are what whoever asks says they are.
 */
const stricterAlready = (before: Policy, after: Policy): Refusal | undefined =>
  weakens(before, withDaysOf(before, after))
    ? new Refusal('conflict', 'More is required of this user by name already: that stays as it is.')
    : undefined;

const withDaysOf = (before: Policy, after: Policy): Policy => {
  if (before.action.kind === 'deny' || after.action.kind === 'deny') return after;
  const [was, is] = [before.action.requirement, after.action.requirement];
  if (was.strength !== 'soft' || is.strength !== 'soft') return after;
  return { ...after, action: { kind: 'require', requirement: { ...is, days: was.days } } };
};

/** Rule 12. What is required by name denies no owner anything: only the author's own way in is at stake. */
const lockedOutAuthor = (caller: Administrator, after: Standpoint): Refusal | undefined => {
  const author = caller.kind === 'cli' ? null : caller.user;
  return author === after.user.id && decideAt(after, 'portal').outcome === 'deny'
    ? new Refusal('would-lock-out', 'This would lock you out yourself: you could not undo it.')
    : undefined;
};
