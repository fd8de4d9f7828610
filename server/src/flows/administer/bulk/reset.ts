import { asId, type UserId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../ports/refusal.ts';
import type { Administrator } from '../../caller.ts';
import { actsInForce } from '../approvals/acts-in-force.ts';
import { askerOf } from '../approvals/asker.ts';
import type { AdministerDeps } from '../deps.ts';
import { resetTwoFactor } from '../users/reset-two-factor.ts';
import type { ServeOne } from './one-by-one.ts';

type Input = Parameters<ReturnType<typeof resetTwoFactor>>[2];

/** As the call for one user, but for those of whom that call would ask a second person first. */
export const resetOne: ServeOne<Input> = (deps) => async (caller, id, input) => {
  await refuseUnapproved(deps, caller, asId<UserId>(id));
  return resetTwoFactor(deps)(caller, id, input);
};

/** @throws Refusal `approval-required` */
const refuseUnapproved = async (
  { read, rules }: AdministerDeps,
  caller: Administrator,
  id: UserId,
): Promise<void> => {
  const { settings } = await rules(read);
  if (askerOf(caller) === undefined || !actsInForce(settings).has('reset-administrators')) return;
  const role = (await read.users.byId(id))?.role ?? null;
  if (role !== null)
    throw new Refusal(
      'approval-required',
      'Resetting an administrator needs a second person: do it on their own page.',
    );
};
