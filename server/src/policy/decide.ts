import { challenge } from './challenge.ts';
import type { CompiledPolicies, CompiledPolicy } from './compile.ts';
import { enrollment } from './enrollment.ts';
import { matches } from './matching.ts';
import type { Decision, Facts } from './model.ts';
import { isMeetable } from './pressure.ts';
import { replacement } from './replacement.ts';
import { situationOf } from './situation.ts';
import { becauseOf, deny, denyExpired, type Step } from './step.ts';
import { unmetPeriods } from './unmet-periods.ts';

const notActive: Step = ({ facts }) => (facts.user.state === 'active' ? null : deny('not-active'));

const deniedByPolicy: Step = ({ denials }) =>
  denials.length === 0
    ? null
    : deny(
        'denied-by-policy',
        denials.map(({ because }) => because),
      );

/** Rule 6. */
const nothingUsable: Step = ({ demands, allowed, owed }) =>
  demands.length === 0 || isMeetable(allowed, owed) ? null : deny('no-usable-method', becauseOf(demands));

/** Rule 4, for what the policy covers; `enrollment` sees to all else. */
const enrollmentExpired: Step = ({ facts, policies, demands, holdings }) => {
  if (!demands.some(({ met, pressure }) => !met && pressure === 'expired')) return null;
  const { over } = unmetPeriods(facts.user, policies, facts.settings, facts.now, holdings);
  return denyExpired(over.filter(({ policy }) => demands.some((demand) => demand.policy === policy)));
};

/**
 * Their order is "the strictest wins": what denies, then what has to be proved, then what has to be set up. The
 * first answer counts. A sign-in is decided anew after every proof, enrollment and skip, until the answer is `allow`
 * or `deny`; a session is held against today's policies by the same question (rule 11).
 */
const steps: readonly Step[] = [
  notActive,
  deniedByPolicy,
  nothingUsable,
  enrollmentExpired,
  challenge,
  enrollment,
  replacement,
];

/**
 * What follows from the policies that match. `decide` and `explain` find those, by the same criteria.
 * @throws whatever a fault in the facts makes it throw
 */
export const conclude = (
  facts: Facts,
  policies: CompiledPolicies,
  matching: readonly CompiledPolicy[],
): Decision => {
  const situation = situationOf(facts, policies, matching);
  for (const step of steps) {
    const decision = step(situation);
    if (decision !== null) return decision;
  }
  return { outcome: 'allow', because: becauseOf(situation.demands) };
};

/** The error path of everything is deny. */
export const undecidable: Decision = deny('undecidable');

/**
 * The decision, the same for every way in: what stands between a password that was right and a session. No I/O, no
 * clock, no log, and it never throws.
 */
export const decide = (facts: Facts, policies: CompiledPolicies): Decision => {
  try {
    const matching: CompiledPolicy[] = [];
    for (const policy of policies) if (matches(policy, facts)) matching.push(policy);
    return conclude(facts, policies, matching);
  } catch {
    return undecidable;
  }
};
