import type { Instant } from '../kernel/instant.ts';
import { strictProfilePolicy } from './built-in.ts';
import type { CompiledPolicies, CompiledPolicy, RequiringPolicy } from './compile.ts';
import { applies } from './criteria.ts';
import type { DecisionSettings, Facts, UserFacts } from './model.ts';

/** Why a policy that matches requires nothing all the same. */
export type Lift = 'rescue' | 'strict-profile-off' | 'exemption' | 'administrator';

/** Whether the user is one of those the policy is for, whatever the circumstances. */
export const inScope = (policy: CompiledPolicy, user: UserFacts): boolean => {
  for (const { judge } of policy.scope) if (!applies(judge(user))) return false;
  return true;
};

const inCircumstances = (policy: CompiledPolicy, facts: Facts): boolean => {
  for (const { judge } of policy.conditions) if (!applies(judge(facts))) return false;
  return true;
};

/** Whatever its state. */
export const isAbout = (policy: CompiledPolicy, facts: Facts): boolean =>
  inScope(policy, facts.user) && inCircumstances(policy, facts);

export const matches = (policy: CompiledPolicy, facts: Facts): boolean =>
  policy.state === 'on' && isAbout(policy, facts);

export const isExempt = (user: UserFacts, now: Instant): boolean => {
  for (const exemption of user.exemptions) if (exemption.until > now) return true;
  return false;
};

/**
 * Requirements are lifted, never a deny: by the rescue command and by exemptions (rule 7), and soft ones from
 * administrators, who are under their own forced one instead (rule 12), which nothing lifts.
 */
export const lift = (
  { because, demand }: RequiringPolicy,
  user: UserFacts,
  settings: DecisionSettings,
  now: Instant,
): Lift | null => {
  if (because.kind === 'administrators') return null;
  if (!settings.enforcement) return 'rescue';
  if (because.policy === strictProfilePolicy.id) return settings.strictProfile ? null : 'strict-profile-off';
  if (isExempt(user, now)) return 'exemption';
  return demand.strength === 'soft' && user.role !== null ? 'administrator' : null;
};

/** Whether the policy requires anything of the user, somewhere, some time. */
export const isDemanded = (
  policy: RequiringPolicy,
  user: UserFacts,
  settings: DecisionSettings,
  now: Instant,
): boolean => policy.state === 'on' && lift(policy, user, settings, now) === null && inScope(policy, user);

export const demandsOnUser = (
  user: UserFacts,
  policies: CompiledPolicies,
  settings: DecisionSettings,
  now: Instant,
): RequiringPolicy[] => {
  const demands: RequiringPolicy[] = [];
  for (const policy of policies) {
    if (policy.demand !== null && isDemanded(policy, user, settings, now)) demands.push(policy);
  }
  return demands;
};
