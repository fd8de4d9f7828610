import type { Requirement, RequirementInput } from '@sallyport/contract/requirements.ts';
import type { z } from 'zod';
import type { IdMaker } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Policy } from '../../policy/model.ts';
import type { AuditEvent } from '../../ports/audit-log.ts';
import type { PolicySubject, StoredPolicy } from '../../ports/policies.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { Administrator } from '../caller.ts';
import { currentRules } from './current-rules.ts';
import { refuseLockingOutAuthor } from './lock-out.ts';
import type { Lapse } from './period-changes.ts';
import { describeRequirement, grantsGrace, nameOf, switchedOn } from './subject.ts';
import { sweep } from './sweep.ts';
import { refuseUnusable } from './usable-methods.ts';

export type RequireSource = Pick<
  Repositories,
  'users' | 'groups' | 'policies' | 'settings' | 'periods' | 'standings' | 'jobs'
>;

type Input = z.output<typeof RequirementInput>;

interface Changed {
  readonly requirement: Requirement;
  readonly happened: Pick<AuditEvent, 'kind' | 'subject' | 'details'>;
}

/**
 * Turns a switch on, to what `input` asks, in the caller's transaction: the policy, the periods that start with it,
 * and how everybody stands then.
 * @throws Refusal `not-found`, `invalid-request`, `would-lock-out`
 */
export const requireOf = async (
  deps: { readonly newId: IdMaker },
  source: RequireSource,
  caller: Administrator,
  subject: PolicySubject,
  input: Input,
  now: Instant,
): Promise<Changed> => {
  const name = await nameOf(source, subject);
  await hold(source, subject);
  const before = await source.policies.bySubject(subject);
  const policy = switchedOn(before?.policy.id ?? deps.newId<'policy'>(), name, subject, input);
  await source.policies.save({ policy, changedAt: now });
  const rules = await currentRules(source);
  refuseUnusable(rules, 'owed', policy.kind === 'user' ? [policy] : []);
  await refuseLockingOutAuthor(source, caller, now);
  const lapse = lapseOf(before, policy, input, now);
  const jobId = await sweep(source, deps.newId, rules, { subject, startsAt: now, lapse });
  const stored = await source.policies.bySubject(subject);
  return {
    requirement: { ...describeRequirement(stored), ...(jobId !== undefined && { jobId }) },
    happened: {
      kind: 'requirement.set',
      subject: { kind: 'policy', id: policy.id, name },
      details: {
        subject: subject.kind,
        strength: input.strength,
        ...(policy.action.kind === 'require' &&
          policy.action.requirement.strength === 'soft' && { days: policy.action.requirement.days }),
        ...(input.entries && { entries: input.entries }),
        ...(input.owed && { owed: input.owed }),
        ...(lapse && { lapsedPeriods: lapse.choice }),
      },
    },
  };
};

/** Turns a switch off; nothing is deleted. Undefined when it was off. @throws Refusal `not-found` */
export const stopRequiring = async (
  deps: { readonly newId: IdMaker },
  source: RequireSource,
  subject: PolicySubject,
  now: Instant,
): Promise<Changed['happened'] | undefined> => {
  const name = await nameOf(source, subject);
  await hold(source, subject);
  const before = await source.policies.bySubject(subject);
  if (before === undefined || before.policy.state === 'off') return undefined;
  await source.policies.save({ ...before, policy: { ...before.policy, state: 'off' }, changedAt: now });
  await sweep(source, deps.newId, await currentRules(source), { subject, startsAt: now });
  return {
    kind: 'requirement.switched-off',
    subject: { kind: 'policy', id: before.policy.id, name },
    details: { subject: subject.kind },
  };
};

/** Against changes at the same time. What is required of one user is read with the user, not by revision. */
const hold = async (source: RequireSource, subject: PolicySubject): Promise<void> => {
  if (subject.kind === 'user') await source.users.lock(subject.user);
  else await source.policies.raiseRevision();
};

/** Rule 5: what passed since the policy last gave no grace. */
export const lapseOf = (
  before: StoredPolicy | undefined,
  after: Policy,
  { lapsedPeriods: choice = 'fresh' }: Pick<Input, 'lapsedPeriods'>,
  now: Instant,
): Lapse | undefined =>
  before === undefined || grantsGrace(before.policy) || !grantsGrace(after)
    ? undefined
    : { since: before.changedAt, until: now, policy: after.id, choice };
