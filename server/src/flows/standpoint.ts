import type { UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { type CompiledPolicies, withOwn } from '../policy/compile.ts';
import { decide } from '../policy/decide.ts';
import type {
  Decision,
  Facts,
  Policy,
  ProofFact,
  RequestFacts,
  ResourceKind,
  Standing,
  UserFacts,
} from '../policy/model.ts';
import { standing } from '../policy/standing.ts';
import type { StoredPolicy } from '../ports/policies.ts';
import type { Repositories } from '../ports/repositories.ts';
import type { UserWithFacts } from '../ports/users.ts';
import { portalChannel } from './channels.ts';
import type { RuleSource, Rules, RulesInForce } from './rules.ts';

/** One user under the rules in force, at one moment: all that a decision about them is made from. */
export interface Standpoint extends UserWithFacts, Position {}

/** The same without who it is: all that a decision is made from. Whoever's facts are equal is decided alike. */
export interface Position {
  readonly facts: UserFacts;
  readonly now: Instant;
  readonly rules: Rules;
  /** What is required of the user by name. */
  readonly own: readonly Policy[];
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
): Standpoint => {
  const policies = own.map(({ policy }) => policy);
  return { ...found, now, rules, own: policies, policies: withOwn(rules.compiled, policies) };
};

/** What a login or a session brings along besides the user. */
export interface Entry {
  readonly resource: RequestFacts['resource'];
  readonly address: string | null;
  /** False if not said: no way in remembers devices yet. */
  readonly rememberedDevice?: boolean;
  readonly proofs: readonly ProofFact[];
  readonly skipped: boolean;
}

/** All that is decided from, about this user, for this entry. */
export const factsFor = (standpoint: Position, entry: Entry): Facts => ({
  now: standpoint.now,
  user: standpoint.facts,
  request: {
    resource: entry.resource,
    address: entry.address,
    rememberedDevice: entry.rememberedDevice ?? false,
    channel: portalChannel,
  },
  proofs: entry.proofs,
  skipped: entry.skipped,
  settings: standpoint.rules.decision,
});

/** The one decision, about this user, for this entry. */
export const decideFor = (standpoint: Position, entry: Entry): Decision =>
  decide(factsFor(standpoint, entry), standpoint.policies);

/** What a login there meets with after the password. */
export const decideAt = (standpoint: Position, kind: ResourceKind): Decision =>
  decideFor(standpoint, { resource: { kind }, address: null, proofs: [], skipped: false });

/** How the user stands, the worst case over all entries (rule 16). */
export const standingOf = (standpoint: Position): Standing =>
  standing(standpoint.facts, standpoint.policies, standpoint.rules.decision, standpoint.now);
