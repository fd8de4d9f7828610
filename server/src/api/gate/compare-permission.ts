import { permissions, permissionsOf } from '../../policy/roles.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Step } from './approach.ts';

/** The one matrix of who may call what: the permission that the contract names, against those of the caller's role. */
export const comparePermission: Step = ({ access }, caller) => {
  const needed = permissions.find((permission) => permission === access);
  if (needed === undefined) return caller;
  const role = caller?.role ?? null;
  if (role === null || !permissionsOf(role).has(needed)) {
    throw new Refusal(
      'permission-denied',
      `This needs the permission ${needed}, which your role does not have.`,
    );
  }
  return caller;
};
