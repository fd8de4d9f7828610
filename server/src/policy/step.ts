import type { CompiledPolicy } from './compile.ts';
import type { Because, Decision, DenyCode } from './model.ts';
import type { Situation } from './situation.ts';
import type { UnmetPeriod } from './unmet-periods.ts';

/** One step of the decision: its answer, or null to leave it to the next. */
export type Step = (situation: Situation) => Decision | null;

export const becauseOf = (causes: readonly { readonly policy: CompiledPolicy }[]): Because[] =>
  causes.map(({ policy }) => policy.because);

export const deny = (code: DenyCode, because: readonly Because[] = []): Decision => ({
  outcome: 'deny',
  code,
  because,
});

/** @param over the periods that have expired, the earliest first */
export const denyExpired = (over: readonly UnmetPeriod[]): Decision => {
  const [earliest] = over;
  const decision = { outcome: 'deny', code: 'enrollment-expired', because: becauseOf(over) } as const;
  return earliest === undefined ? decision : { ...decision, since: earliest.period.deadline };
};
