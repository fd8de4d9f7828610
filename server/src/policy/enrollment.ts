import { settableUp } from './holdings.ts';
import { enrollable, enrollableIn } from './method-set.ts';
import type { EnrollableMethod } from './model.ts';
import type { Situation, WeighedDemand } from './situation.ts';
import { becauseOf, deny, denyExpired, type Step } from './step.ts';
import { unmetPeriods } from './unmet-periods.ts';

const strengths = ['forced', 'soft', 'optional'] as const;

interface Pressing {
  readonly strength: (typeof strengths)[number];
  readonly unmet: readonly WeighedDemand[];
}

/** The demands that are not met, of the strictest kind there is. */
const pressing = (demands: readonly WeighedDemand[]): Pressing | null => {
  for (const strength of strengths) {
    const isPressing = ({ met, pressure }: WeighedDemand): boolean => !met && pressure === strength;
    if (demands.some(isPressing)) return { strength, unmet: demands.filter(isPressing) };
  }
  return null;
};

/**
 * Who has nothing that is allowed may begin with any of it, though something else be owed, which then comes next
 * (N5). For all others only what is owed is left to do. Preselected is a method owed, else TOTP.
 */
const offer = (
  { allowed, holdings, facts }: Situation,
  unmet: readonly WeighedDemand[],
): EnrollableMethod[] => {
  const owed = unmet.reduce((all, { policy }) => all | policy.demand.owed, 0) & ~holdings.enrolled;
  const others = (holdings.enrolled & allowed) === 0 ? allowed & enrollable & ~holdings.enrolled & ~owed : 0;
  const here = settableUp(facts.request);
  return [...enrollableIn(owed & here), ...enrollableIn(others & here)];
};

/**
 * What has to be set up, once all there is to prove is proved. What can be skipped is skipped as well where it
 * cannot be done: over a channel that cannot enroll (rule 9), or while an expired period bars it (rule 4).
 */
export const enrollment: Step = (situation) => {
  const { facts, policies, holdings } = situation;
  const pressed = pressing(situation.demands);
  if (pressed === null) return null;
  const { strength, unmet } = pressed;
  const skippable = strength !== 'forced';
  if (skippable && facts.skipped) return null;

  const periods = unmetPeriods(facts.user, policies, facts.settings, facts.now, holdings);
  if (periods.over.length > 0) return skippable ? null : denyExpired(periods.over);

  const because = becauseOf(unmet);
  const methods = offer(situation, unmet);
  if (methods.length === 0) return skippable ? null : deny('cannot-enroll', because);

  const [earliest] = strength === 'soft' ? periods.live : [];
  return {
    outcome: 'enroll',
    strength,
    methods,
    ...(earliest && { deadline: earliest.period.deadline }),
    skippable,
    because,
  };
};
