import type { PreviewCategory } from '@sallyport/contract/preview.ts';
import type { Instant } from '../../../kernel/instant.ts';
import {
  type Circumstance,
  type Conditioned,
  circumstancesOf,
  during,
} from '../../../policy/circumstances.ts';
import { type CompiledPolicies, compile, withOwn } from '../../../policy/compile.ts';
import { courseOf } from '../../../policy/course.ts';
import type { Policy } from '../../../policy/model.ts';
import type { Rules } from '../../rules.ts';
import { factsFor, type Position } from '../../standpoint.ts';

/** What a sign-in asks of somebody, if they do as they are told. */
export interface Meeting {
  readonly category: Extract<
    PreviewCategory,
    'locked-out' | 'enroll-now' | 'enroll-by-deadline' | 'asked' | 'unaffected'
  >;
  readonly deadline?: Instant;
  /** Locked out because nothing is left that they could prove or set up (rule 6). */
  readonly stranded: boolean;
}

/** The hardest first. */
const categories = ['locked-out', 'enroll-now', 'enroll-by-deadline', 'asked', 'unaffected'] as const;

const worseOf = (one: Meeting, other: Meeting): Meeting => {
  const stranded = one.stranded || other.stranded;
  const [worse, milder] =
    categories.indexOf(one.category) <= categories.indexOf(other.category) ? [one, other] : [other, one];
  const deadlines = [worse.deadline, worse.category === milder.category ? milder.deadline : undefined];
  const known = deadlines.filter((deadline) => deadline !== undefined);
  return { category: worse.category, stranded, ...(known.length > 0 && { deadline: Math.min(...known) }) };
};

/** One way to sign in, with the policies as they are on it. */
interface Way {
  readonly circumstance: Circumstance;
  readonly policies: CompiledPolicies;
}

export type Ways = readonly Way[];

/**
 * The ways on which people are looked at, once as the rules are and once as they would be.
 * @param own what else may be required of somebody
 * @param concerning only ways that one of these is about; all if there is none
 */
export const waysOf = (
  rules: readonly [before: Rules, after: Rules],
  own: readonly Conditioned[],
  concerning: readonly Conditioned[],
  now: Instant,
): readonly [before: Ways, after: Ways] => {
  const policiesOf = ({ stored }: Rules): Policy[] => stored.map(({ policy }) => policy);
  const all = [...rules.flatMap(policiesOf), ...own];
  const circumstances = circumstancesOf(all, concerning, now);
  const waysUnder = (side: Rules): Ways =>
    circumstances.map((circumstance) => ({
      circumstance,
      policies: compile(during(policiesOf(side), circumstance.at)),
    }));
  return [waysUnder(rules[0]), waysUnder(rules[1])];
};

/** The worst of all ways (rule 16), by the decisions that a sign-in there would go through. */
export const meetingOf = (position: Position, ways: Ways): Meeting =>
  ways
    .map(({ circumstance, policies }) => meetingOn(position, circumstance, withOwn(policies, position.own)))
    .reduce(worseOf, { category: 'unaffected', stranded: false });

const meetingOn = (position: Position, circumstance: Circumstance, policies: CompiledPolicies): Meeting => {
  const facts = factsFor(position, { ...circumstance, proofs: [], skipped: false });
  let meeting: Meeting = { category: 'unaffected', stranded: false };
  for (const decision of courseOf(facts, policies)) {
    if (decision.outcome === 'deny')
      meeting = { category: 'locked-out', stranded: decision.code === 'no-usable-method' };
    else if (decision.outcome === 'challenge')
      meeting = worseOf(meeting, { category: 'asked', stranded: false });
    else if (decision.outcome === 'enroll' && decision.strength !== 'optional')
      meeting = worseOf(meeting, {
        category: decision.strength === 'forced' ? 'enroll-now' : 'enroll-by-deadline',
        stranded: false,
        ...(decision.deadline !== undefined && { deadline: decision.deadline }),
      });
  }
  return meeting;
};
