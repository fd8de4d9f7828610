import type { Permission as ContractPermission } from '@sallyport/contract/route.ts';
import { type Permission, permissionsOf } from '../../policy/roles.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Caller, Step } from './approach.ts';

/** The one matrix of who may call what: the permission that the contract names, against those of the caller's role. */
export const comparePermission: Step = ({ access }, caller) => {
  switch (access) {
    case 'public':
    case 'sign-in':
    case 'session':
    case 'known':
      return caller;
    default:
      return expectPermission(matched(access), caller);
  }
};

/** The contract's permissions are those of the matrix: one that is missing there does not compile. */
const matched = (permission: ContractPermission): Permission => permission;

const expectPermission = (needed: Permission, caller: Caller | undefined): Caller => {
  if (caller?.role && permissionsOf(caller.role).has(needed)) return caller;
  throw new Refusal(
    'permission-denied',
    `This needs the permission ${needed}, which your role does not have.`,
  );
};
