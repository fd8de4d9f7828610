import type { Requirement, RequirementInput } from '@sallyport/contract/requirements.ts';
import type { z } from 'zod';
import type { PolicySubject } from '../../ports/policies.ts';
import type { Administrator } from '../caller.ts';
import { type RequireSource, requireOf, stopRequiring } from '../roll-out/require.ts';
import { describeRequirement, nameOf } from '../roll-out/subject.ts';
import { type Act, act, type Look } from './act.ts';
import { refuseUserAbove } from './users/guards.ts';

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
      const happened = await stopRequiring(deps, source, caller, subject, now);
      if (happened !== undefined) record(happened);
    });
