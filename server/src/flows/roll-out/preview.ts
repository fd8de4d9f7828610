import { setImmediate as breathe } from 'node:timers/promises';
import type { Preview, PreviewChange } from '@sallyport/contract/requirements.ts';
import type { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { asId, type PolicyId } from '../../kernel/ids.ts';
import { type Instant, isoTime } from '../../kernel/instant.ts';
import { compile, withOwn } from '../../policy/compile.ts';
import { demandsOnUser } from '../../policy/matching.ts';
import { type Decision, type Policy, resourceKinds } from '../../policy/model.ts';
import { deadlineFor } from '../../policy/periods.ts';
import type { HostClock } from '../../ports/host-clock.ts';
import type { PolicySubject, StoredPolicy } from '../../ports/policies.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Rules, RulesInForce } from '../rules.ts';
import { decideAt, type Standpoint, standpointsOf } from '../standpoint.ts';
import { judgedNow } from '../time.ts';
import { membersOf } from './members.ts';
import { type Lapse, periodChanges } from './period-changes.ts';
import { lapseOf } from './require.ts';
import { grantsGrace, nameOf, switchedOn } from './subject.ts';
import { warningsOf } from './warnings.ts';

interface Deps {
  readonly clock: Clock;
  readonly rules: RulesInForce;
  readonly read: Pick<Repositories, 'users' | 'groups' | 'standings' | 'policies' | 'settings' | 'audit'>;
  readonly hostClock: HostClock;
}

/** Of those whose deadline passed meanwhile, so many are named. */
const namedLapsed = 100;

/**
 * Whom a change would concern: puts every user of the subject under the rules as they would be, and asks the decision
 * that their next login would meet, at the worst of the entries the change is for (R11, rule 16).
 * @throws Refusal `not-found`, `invalid-request`
 */
export const previewChange =
  (deps: Deps) =>
  async ({ subject: wanted, requirement }: z.output<typeof PreviewChange>): Promise<Preview> => {
    const { read } = deps;
    const now = await judgedNow(deps.clock, read.audit);
    const rules = await deps.rules(read);
    const subject = asSubject(wanted);
    const change = await changeOf(deps, subject, requirement, now);
    const tally = newTally();
    for await (const users of membersOf(read, subject, now)) {
      const standpoints = await standpointsOf(read, withChange(rules, subject, change.policy), users, now);
      for (const standpoint of standpoints)
        count(tally, asChanged(standpoint, subject, change.policy), change);
      await breathe();
    }
    const soft = grantsGrace(change.policy) ? daysOf(change.policy) : undefined;
    return {
      ...tally,
      ...(soft !== undefined && {
        deadline: isoTime(deadlineFor(now, soft, rules.settings.organisation.timeZone)),
      }),
      warnings: warningsOf(rules.settings, change.policy, await deps.hostClock.check()),
    };
  };

interface Change {
  readonly policy: Policy;
  readonly lapse: Lapse | undefined;
}

/** For the policy that is not there yet. */
const previewId = asId<PolicyId>('preview');

const asSubject = (wanted: z.output<typeof PreviewChange>['subject']): PolicySubject => {
  switch (wanted.kind) {
    case 'everyone':
      return wanted;
    case 'group':
      return { kind: 'group', group: asId(wanted.groupId) };
    case 'user':
      return { kind: 'user', user: asId(wanted.userId) };
  }
};

const changeOf = async (
  { read }: Deps,
  subject: PolicySubject,
  requirement: z.output<typeof PreviewChange>['requirement'],
  now: Instant,
): Promise<Change> => {
  const name = await nameOf(read, subject);
  const before = await read.policies.bySubject(subject);
  const id = before?.policy.id ?? previewId;
  const policy =
    requirement === null
      ? {
          ...(before?.policy ?? switchedOn(id, name, subject, { strength: 'optional' })),
          state: 'off' as const,
        }
      : switchedOn(id, name, subject, requirement);
  return { policy, lapse: lapseOf(before, policy, requirement ?? {}, now) };
};

/** The rules of everybody, with the one policy as it would be. */
const withChange = (rules: Rules, subject: PolicySubject, policy: Policy): Rules =>
  subject.kind === 'user'
    ? rules
    : { ...rules, compiled: compile([...others(rules.stored, policy), policy]) };

const others = (stored: readonly StoredPolicy[], { id }: Policy): Policy[] =>
  stored.map((each) => each.policy).filter((policy) => policy.id !== id);

/** What is required of one user by name stands with the user, not with the rules. */
const asChanged = (standpoint: Standpoint, subject: PolicySubject, policy: Policy): Standpoint =>
  subject.kind === 'user'
    ? { ...standpoint, policies: withOwn(standpoint.rules.compiled, [policy]) }
    : standpoint;

const newTally = () => ({
  concerned: 0,
  asked: 0,
  mustEnroll: 0,
  notActivated: 0,
  lockedOut: 0,
  lapsed: { count: 0, users: [] as { id: string; username: string; deadline: string }[] },
});

const count = (tally: ReturnType<typeof newTally>, before: Standpoint, { policy, lapse }: Change): void => {
  const { lapsed, after } = periodChanges(before, before.now, lapse);
  if (!isConcerned(after, policy)) return;
  tally.concerned++;
  if (after.user.state === 'staged') {
    tally.notActivated++;
    return;
  }
  const [first] = lapsed;
  if (first !== undefined) {
    tally.lapsed.count++;
    if (tally.lapsed.users.length < namedLapsed) {
      const { id, username } = after.user;
      tally.lapsed.users.push({ id, username, deadline: isoTime(first.deadline) });
    }
  }
  const met = (policy.when.resourceKinds ?? resourceKinds).map((kind) => effectOf(decideAt(after, kind)));
  const worst = effects.find((effect) => met.includes(effect));
  if (worst !== undefined) tally[worst]++;
};

/** What a decision is counted as, the worst first. */
const effects = ['lockedOut', 'mustEnroll', 'asked'] as const;

/** Undefined for what nobody has to act on. */
const effectOf = (decision: Decision): (typeof effects)[number] | undefined => {
  switch (decision.outcome) {
    case 'deny':
      return 'lockedOut';
    case 'enroll':
      return decision.strength === 'optional' ? undefined : 'mustEnroll';
    case 'challenge':
      return 'asked';
    case 'allow':
      return undefined;
  }
};

/** Of a policy that is switched off: those it would concern if it were on. Suspended users are not. */
const isConcerned = ({ facts, policies, rules, now }: Standpoint, policy: Policy): boolean =>
  facts.state !== 'suspended' &&
  demandsOnUser(facts, withOwn(policies, [{ ...policy, state: 'on' }]), rules.decision, now).some(
    ({ because }) => because.policy === policy.id,
  );

const daysOf = ({ action }: Policy): number | undefined =>
  action.kind === 'require' && action.requirement.strength === 'soft' ? action.requirement.days : undefined;
