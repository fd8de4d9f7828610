import type { PreviewCategory } from '@sallyport/contract/preview.ts';
import type { Instant } from '../../../kernel/instant.ts';
import { type CompiledPolicy, compile, withOwn } from '../../../policy/compile.ts';
import { inScope, isDemanded } from '../../../policy/matching.ts';
import { type Policy, resourceKinds, type UserFacts } from '../../../policy/model.ts';
import type { Rules } from '../../rules.ts';
import { type Position, standingOf } from '../../standpoint.ts';
import { lapseOf } from '../lapse.ts';
import { type Lapse, periodChanges } from '../period-changes.ts';
import { asOwn, type FactClass, own } from './fact-classes.ts';
import type { Hypothesis } from './hypothesis.ts';
import { meetingOf, type Ways, waysOf } from './meeting.ts';

/** What the change would mean for everybody of one class whom it concerns. */
export interface Outcome {
  readonly today: PreviewCategory;
  readonly category: PreviewCategory;
  readonly deadline: Instant | undefined;
  /** The first instant at which they could not sign in any more if they did nothing until then. */
  readonly lockedOutFrom: Instant | undefined;
  /** The deadline that passed while nobody was held to it. */
  readonly lapsed: Instant | undefined;
  /** Nothing would be left that they could prove or set up, and today something is. */
  readonly stranded: boolean;
}

/** All that outcomes are reckoned from, besides the class. */
export interface Reckoning {
  readonly hypothesis: Hypothesis;
  readonly rules: readonly [before: Rules, after: Rules];
  /** For those of whom something is required by name, more ways to sign in are told apart. */
  readonly ways: Readonly<Record<'shared' | 'own', readonly [before: Ways, after: Ways]>>;
  /** The policy that is changed, as though it were on. */
  readonly about: CompiledPolicy | undefined;
  readonly now: Instant;
}

export const reckoningOf = (hypothesis: Hypothesis, rules: Reckoning['rules'], now: Instant): Reckoning => {
  const { before = null, after = null } = hypothesis.policy ?? {};
  const concerning = [before, after, hypothesis.byName ?? null].filter((policy) => policy !== null);
  return {
    hypothesis,
    rules,
    ways: { shared: waysOf(rules, [], concerning, now), own: waysOf(rules, eachKind, concerning, now) },
    about: concerning.slice(-1).flatMap((policy) => compile([asIfOn(policy)]).slice(-1))[0],
    now,
  };
};

/** What is required of somebody by name may be so for one kind of resource alone. */
const eachKind = resourceKinds.map((kind) => ({ state: 'on', when: { resourceKinds: [kind] } }) as const);

const asIfOn = (policy: Policy): Policy => ({
  ...(policy.kind === 'user' ? asOwn(policy) : policy),
  state: 'on',
});

/** Undefined where the change does not concern them: nothing would be other than today, and its policy is not about them. */
export const outcomeOf = (known: FactClass, reckoning: Reckoning): Outcome | undefined => {
  if (known.facts.state === 'suspended') return undefined;
  const { hypothesis, rules, about, now } = reckoning;
  // What is due starts at the next sign-in anyway.
  const before = periodChanges(positionOf(known.facts, rules[0], known.own, now), now).after;
  const facts =
    known.alteration === undefined ? known.facts : hypothesis.altered(known.facts, known.alteration);
  const changed = positionOf(facts, rules[1], ownAfter(known, hypothesis), now);
  const { after, lapsed } = periodChanges(changed, now, lapseFor(known, hypothesis, now));
  const ways = reckoning.ways[before.own.length + after.own.length === 0 ? 'shared' : 'own'];
  const [was, is] = [meetingOf(before, ways[0]), meetingOf(after, ways[1])];
  const today = categoryOf(before, was.category);
  const will = categoryOf(after, is.category);
  const isMeant = hypothesis.byName === undefined || known.alteration !== undefined;
  const isOfPolicy = isMeant && about !== undefined && isAbout(about, after);
  if (today === will && was.deadline === is.deadline && !isOfPolicy) return undefined;
  const isRelieved = will === 'unaffected' && today !== 'unaffected';
  const isStaged = facts.state === 'staged' && isOfPolicy;
  const category = isStaged ? 'not-activated' : isRelieved ? 'no-longer-asked' : will;
  return {
    today,
    category,
    deadline: is.deadline,
    lockedOutFrom: mayLapse(will, after) ? lockedOutFrom(after, ways[1]) : undefined,
    lapsed: lapsed[0]?.deadline,
    stranded: is.stranded && !was.stranded,
  };
};

const positionOf = (facts: UserFacts, rules: Rules, policies: readonly Policy[], now: Instant): Position => ({
  facts,
  now,
  rules,
  own: policies,
  policies: withOwn(rules.compiled, policies),
});

/** What is required of one user by name stands with the user, not with the rules. */
const ownAfter = (
  { own: before, alteration }: FactClass,
  { policy, byName }: Hypothesis,
): readonly Policy[] => {
  if (byName !== undefined) return alteration === undefined ? before : [byName];
  const kind = (policy?.after ?? policy?.before)?.kind;
  if (policy === undefined || kind !== 'user') return before;
  return policy.after === null ? [] : [asOwn(policy.after)];
};

const lapseFor = (
  { alteration, ownGraceEndedAt }: FactClass,
  { policy, byName }: Hypothesis,
  now: Instant,
): Lapse | undefined => {
  if (byName !== undefined)
    return alteration === undefined ? undefined : lapseOf({ graceEndedAt: ownGraceEndedAt }, byName, {}, now);
  return policy?.lapse && policy.after?.kind === 'user' ? { ...policy.lapse, policy: own } : policy?.lapse;
};

const categoryOf = ({ facts, ...position }: Position, met: PreviewCategory): PreviewCategory => {
  if (facts.state === 'active') return met;
  return standingOf({ ...position, facts }).required ? 'not-activated' : 'unaffected';
};

/** Whether it asks anything of them, anywhere, some time. */
const isAbout = (policy: CompiledPolicy, { facts, rules, now }: Position): boolean =>
  policy.demand === null ? inScope(policy, facts) : isDemanded(policy, facts, rules.decision, now);

/** Who has what is asked for, and will have it whatever the day, is never locked out by doing nothing. */
const mayLapse = (category: PreviewCategory, { facts }: Position): boolean =>
  category === 'enroll-now' ||
  category === 'enroll-by-deadline' ||
  (facts.state === 'active' && category !== 'locked-out' && facts.exemptions.length > 0);

/** Goes from one deadline, or end of an exemption, to the next; what ends an exemption starts periods (rule 7). */
const lockedOutFrom = (position: Position, ways: Ways): Instant | undefined => {
  let place = position;
  for (let now = nextTurn(place); now !== undefined; now = nextTurn(place)) {
    place = periodChanges({ ...place, now }, now).after;
    if (meetingOf(place, ways).category === 'locked-out') return now;
  }
  return undefined;
};

const nextTurn = ({ facts, now }: Position): Instant | undefined => {
  const turns = [
    ...facts.periods.map(({ deadline }) => deadline + 1),
    ...facts.exemptions.map(({ until }) => until),
  ].filter((turn) => turn > now);
  return turns.length === 0 ? undefined : Math.min(...turns);
};
