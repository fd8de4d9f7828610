import { accessCodeHeld, askable, holdsAnything, provedBy } from './holdings.ts';
import { type MethodSet, methodsIn } from './method-set.ts';
import type { MethodKind } from './model.ts';
import type { Situation, WeighedDemand } from './situation.ts';
import { becauseOf, deny, type Step } from './step.ts';

/** S6: who has set up 2FA is asked on portal and apps though nothing requires it. Disabled ones were set up too. */
const isAskedUnrequired = ({ facts: { request, settings }, holdings }: Situation): boolean =>
  settings.askEnrolledWhenNotRequired &&
  (request.resource.kind === 'portal' || request.resource.kind === 'app') &&
  (holdings.enrolled | holdings.disabled) !== 0;

/** Rule 8: in place of the challenge alone, so not while anything is still to be set up. */
const isRemembered = ({ facts, demands }: Situation): boolean =>
  facts.request.rememberedDevice &&
  demands.every(({ policy, met, pressure }) => policy.demand.rememberDevices && (met || pressure === 'none'));

/** Those of the methods that please every demand at once (rule 6); else, one demand after the other. */
const choice = (methods: MethodSet, demands: readonly WeighedDemand[]): MethodSet => {
  const pleasing = demands.reduce((all, { policy }) => all & policy.demand.allowed, methods);
  const [first] = demands;
  return pleasing === 0 && first !== undefined ? methods & first.policy.demand.allowed : pleasing;
};

/** The method last used, where it is among them, else the first; undefined where there is none. */
export const preferredOf = (
  methods: readonly MethodKind[],
  last: MethodKind | undefined,
): MethodKind | undefined => (last !== undefined && methods.includes(last) ? last : methods[0]);

/**
 * What has to be proved before anything else. Every demand that the user meets wants a proof by a method it allows.
 * One that they don't meet yet wants none, but whoever holds anything proves it before they set up more, whatever a
 * policy allows (rule 2).
 */
export const challenge: Step = (situation) => {
  const { facts, demands, holdings, required } = situation;
  const provable = holdings.provable | accessCodeHeld(facts, holdings);
  if (!required && !isAskedUnrequired(situation)) return null;

  const proved = provedBy(facts, holdings);
  const unproved = demands.filter(({ met, policy }) => met && (policy.demand.allowed & proved) === 0);
  const holdsNothing = provable === 0 && !holdsAnything(facts.user);
  if (unproved.length === 0 && (proved !== 0 || holdsNothing)) return null;
  if (isRemembered(situation)) return null;

  const because = becauseOf(demands);
  if (provable === 0) return deny('no-usable-method', because);
  const here = provable & askable(facts.request);
  const isStuck = unproved.some(({ policy }) => (policy.demand.allowed & here) === 0);
  const methods = methodsIn(choice(here, unproved));
  // Who was handed a code has come for it.
  const last = methods.includes('temporary-access-code')
    ? 'temporary-access-code'
    : facts.user.preferredMethod;
  const preferred = preferredOf(methods, last);
  if (isStuck || preferred === undefined) return deny('cannot-ask', because);
  return { outcome: 'challenge', methods, preferred, because };
};
