import type { PolicySummary, Requirement, RequirementInput } from '@sallyport/contract/requirements.ts';
import type { z } from 'zod';
import { administratorsPolicy } from '../../policy/built-in.ts';
import type { PolicySubject, StoredPolicy } from '../../ports/policies.ts';
import type { Administrator } from '../caller.ts';
import { type RequireSource, requireOf, stopRequiring } from '../roll-out/require.ts';
import { describeRequirement, nameOf } from '../roll-out/subject.ts';
import { type Act, act, type Look } from './act.ts';
import { refuseAbove } from './users/guards.ts';

type Deps = Act<keyof RequireSource>;

/** @throws Refusal `not-found` */
export const getRequirement =
  (deps: Look<'policies' | 'users' | 'groups'>) =>
  async (subject: PolicySubject): Promise<Requirement> => {
    await nameOf(deps.read, subject);
    return describeRequirement(await deps.read.policies.bySubject(subject));
  };

/** @throws Refusal `not-found`, `invalid-request`, `would-lock-out`, `permission-denied` */
export const putRequirement =
  (deps: Deps) =>
  async (
    caller: Administrator,
    subject: PolicySubject,
    input: z.output<typeof RequirementInput>,
  ): Promise<Requirement> =>
    act(deps, caller, async (source, now, record) => {
      await refuseUserAbove(source, caller, subject);
      const { requirement, happened } = await requireOf(deps, source, caller, subject, input, now);
      record(happened);
      return requirement;
    });

/** @throws Refusal `not-found`, `permission-denied` */
export const deleteRequirement =
  (deps: Deps) =>
  async (caller: Administrator, subject: PolicySubject): Promise<void> =>
    act(deps, caller, async (source, now, record) => {
      await refuseUserAbove(source, caller, subject);
      const happened = await stopRequiring(deps, source, subject, now);
      if (happened !== undefined) record(happened);
    });

const refuseUserAbove = async (
  { users }: Pick<RequireSource, 'users'>,
  caller: Administrator,
  subject: PolicySubject,
): Promise<void> => {
  const found = subject.kind === 'user' ? await users.lock(subject.user) : undefined;
  if (found !== undefined) refuseAbove(caller, found.user);
};

/** All but those of single users, which stand with their users. */
export const listPolicies =
  (deps: Look<'policies' | 'settings'>) => async (): Promise<{ items: z.infer<typeof PolicySummary>[] }> => {
    const { stored } = await deps.rules(deps.read);
    return {
      items: [{ policy: administratorsPolicy, changedAt: 0 }, ...stored].map(summary),
    };
  };

const summary = (stored: StoredPolicy): z.infer<typeof PolicySummary> => {
  const { id, kind, name, state, who } = stored.policy;
  const { changedAt, ...requirement } = describeRequirement(stored);
  const [group] = who.kind === 'groups' ? who.groups : [];
  return {
    id,
    kind,
    name,
    state,
    ...(group !== undefined && { subjectId: group }),
    requirement:
      kind === 'administrators' ? requirement : { ...requirement, ...(changedAt && { changedAt }) },
  };
};
