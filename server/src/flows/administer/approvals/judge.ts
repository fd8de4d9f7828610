import type { ApprovalAct } from '@sallyport/contract/approvals.ts';
import type { Policy } from '../../../policy/model.ts';
import { postpones } from '../../../policy/postponing.ts';
import { escapes, weakens } from '../../../policy/weakening.ts';
import type { User, UserWithFacts } from '../../../ports/users.ts';
import type { Effect, Snapshot } from './effect.ts';
import { mailsLeadElsewhere, streamLeadsElsewhere, weakensApprovals, weakensSettings } from './settings.ts';

/** Every way in which what a call does can be one of the dangerous acts: the rules compared, and each person it names. */
export const actsByEffect = ({ before, after }: Effect): readonly ApprovalAct[] => {
  const [was, is] = [before.rules.settings, after.rules.settings];
  const verdicts: readonly (readonly [ApprovalAct, boolean])[] = [
    ['reset-administrators', mailsLeadElsewhere(was, is) || ofAnybody(before, after, movesAddress)],
    ['change-roles', ofAnybody(before, after, changesRole)],
    ['weaken-approvals', weakensApprovals(was, is)],
    ['turn-enforcement-off', weakensSettings(was, is) || weakensRules(before, after)],
    ['exempt', ofAnybody(before, after, putsOff)],
    ['read-exports', streamLeadsElsewhere(was, is)],
  ];
  return verdicts.flatMap(([act, isIt]) => (isIt ? [act] : []));
};

const weakensRules = (before: Snapshot, after: Snapshot): boolean => {
  const now = new Map(after.policies.map((policy) => [policy.id, policy]));
  const isOfDeleted = ({ who }: Policy): boolean =>
    who.kind === 'user' && before.people.has(who.user) && !after.people.has(who.user);
  return (
    before.policies.some((policy) => weakens(policy, now.get(policy.id)) && !isOfDeleted(policy)) ||
    ofAnybody(
      before,
      after,
      (was, is) => is !== undefined && escapes(before.rules.compiled, was.facts, is.facts),
    ) ||
    (before.rollout !== undefined && postpones(before.rollout, after.rollout))
  );
};

type Compare = (was: UserWithFacts, is: UserWithFacts | undefined) => boolean;

const ofAnybody = (before: Snapshot, after: Snapshot, compare: Compare): boolean =>
  before.people.values().some((was) => compare(was, after.people.get(was.user.id)));

/** Links to their account would go to whoever reads the new one. */
const movesAddress: Compare = (was, is) =>
  was.user.role !== null && is !== undefined && is.user.email !== was.user.email;

const changesRole: Compare = (was, is) =>
  roleInUse(was.user) !== (is === undefined ? null : roleInUse(is.user));

const roleInUse = ({ role, state }: User): User['role'] => (state === 'suspended' ? null : role);

/** Deadlines during a leave, and those soon after, are moved beyond it. */
const putsOff: Compare = (was, is) => (is?.facts.onLeaveUntil ?? 0) > (was.facts.onLeaveUntil ?? 0);
