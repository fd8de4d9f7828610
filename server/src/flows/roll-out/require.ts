import type { Requirement, RequirementInput } from '@sallyport/contract/requirements.ts';
import type { z } from 'zod';
import type { IdMaker } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { AuditEvent } from '../../ports/audit-log.ts';
import type { PolicySubject } from '../../ports/policies.ts';
import type { Administrator } from '../caller.ts';
import { type ChangeSource, changePolicy, holdPolicy } from './change-policy.ts';
import { describeRequirement, nameOf, switchedOn, whoOf } from './subject.ts';

export type RequireSource = ChangeSource;

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
  await holdPolicy(source, { who: whoOf(subject) });
  const before = await source.policies.bySubject(subject);
  const policy = switchedOn(before?.policy.id ?? deps.newId<'policy'>(), name, subject, input);
  const { lapsedPeriods } = input;
  const changed = await changePolicy(deps, source, caller, policy, now, {
    lapsedPeriods,
    methodsField: 'owed',
  });
  const { stored, lapse, jobId } = changed;
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
  caller: Administrator,
  subject: PolicySubject,
  now: Instant,
): Promise<Changed['happened'] | undefined> => {
  const name = await nameOf(source, subject);
  await holdPolicy(source, { who: whoOf(subject) });
  const before = await source.policies.bySubject(subject);
  if (before === undefined || before.policy.state === 'off') return undefined;
  const off = { ...before.policy, name, state: 'off' as const };
  await changePolicy(deps, source, caller, off, now, { methodsField: 'owed' });
  return {
    kind: 'requirement.switched-off',
    subject: { kind: 'policy', id: before.policy.id, name },
    details: { subject: subject.kind },
  };
};
