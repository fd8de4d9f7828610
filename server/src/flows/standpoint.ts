import type { UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { type CompiledPolicies, withOwn } from '../policy/compile.ts';
import { decide } from '../policy/decide.ts';
import type { Decision, Facts, ProofFact, RequestFacts, ResourceKind, Standing } from '../policy/model.ts';
import { standing } from '../policy/standing.ts';
import type { StoredPolicy } from '../ports/policies.ts';
import type { Repositories } from '../ports/repositories.ts';
import type { UserWithFacts } from '../ports/users.ts';
import { portalChannel } from './channels.ts';
import type { RuleSource, Rules, RulesInForce } from './rules.ts';

/** One user under the rules in force, at one moment: all that a decision about them is made from. */
export interface Standpoint extends UserWithFacts {
  readonly now: Instant;
  readonly rules: Rules;
  /** Those of everybody and the user's own. */
  readonly policies: CompiledPolicies;
}

type Source = RuleSource & Pick<Repositories, 'users' | 'policies'>;

/** `lock` holds the user against concurrent changes until the transaction ends. */
export const readStandpoint = async (
  source: Source,
  rulesInForce: RulesInForce,
  id: UserId,
  now: Instant,
  how: 'read' | 'lock' = 'read',
): Promise<Standpoint | undefined> => {
  const found = how === 'lock' ? await source.users.lock(id) : await source.users.withFacts(id);
  if (found === undefined) return undefined;
  const rules = await rulesInForce(source);
  return standpointWith(found, rules, await source.policies.ofUser(id), now);
};

/** Many users under the same rules, at one moment; what is required of them by name is read in one go. */
export const standpointsOf = async (
  { policies }: Pick<Repositories, 'policies'>,
  rules: Rules,
  users: readonly UserWithFacts[],
  now: Instant,
): Promise<readonly Standpoint[]> => {
  const own = users.length === 0 ? [] : await policies.ofUsers(users.map(({ user }) => user.id));
  const byUser = Map.groupBy(own, subjectOf);
  return users.map((found) => standpointWith(found, rules, byUser.get(found.user.id) ?? [], now));
};

const subjectOf = ({ policy: { who } }: StoredPolicy): string | null =>
  who.kind === 'user' ? who.user : null;

/** A user under rules that need not be in force: the preview asks what would be. */
export const standpointWith = (
  found: UserWithFacts,
  rules: Rules,
  own: readonly StoredPolicy[],
  now: Instant,
): Standpoint => ({
  ...found,
  now,
  rules,
  policies: withOwn(
    rules.compiled,
    own.map(({ policy }) => policy),
  ),
});

/** What a login or a session brings along besides the user. */
export interface Entry {
  readonly resource: RequestFacts['resource'];
  readonly address: string | null;
  readonly proofs: readonly ProofFact[];
  readonly skipped: boolean;
}

/** The one decision, about this user, for this entry. */
export const decideFor = (standpoint: Standpoint, entry: Entry): Decision => {
  const facts: Facts = {
    now: standpoint.now,
    user: standpoint.facts,
    request: {
      resource: entry.resource,
      address: entry.address,
      rememberedDevice: false,
      channel: portalChannel,
    },
    proofs: entry.proofs,
    skipped: entry.skipped,
    settings: standpoint.rules.decision,
  };
  return decide(facts, standpoint.policies);
};

/** What a login there meets with after the password. */
export const decideAt = (standpoint: Standpoint, kind: ResourceKind): Decision =>
  decideFor(standpoint, { resource: { kind }, address: null, proofs: [], skipped: false });

/** How the user stands, the worst case over all entries (rule 16). */
export const standingOf = (standpoint: Standpoint): Standing =>
  standing(standpoint.facts, standpoint.policies, standpoint.rules.decision, standpoint.now);
