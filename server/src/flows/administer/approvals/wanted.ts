import type { Route } from '@sallyport/contract/route.ts';
import type { Permission } from '../../../policy/roles.ts';
import type { ApprovalInput } from '../../../ports/approvals.ts';
import type { Administrator } from '../../caller.ts';
import type { AdministerDeps } from '../deps.ts';

/** A call of the contract's table that is to be made, as it was typed and parsed. */
export interface WantedCall extends ApprovalInput {
  /** E.g. `PUT /users/:id/role`. */
  readonly call: string;
  /** The id in its address; '' without one. */
  readonly id: string;
}

/** What the contract's table says of the call. */
export interface CallTerms {
  readonly summary: string;
  /** What whoever makes it must be allowed to. */
  readonly permission: Permission;
  readonly approval?: Route['approval'];
  /** Fields of its body that are shown to nobody, e.g. `mail.smtp.password`. */
  readonly secrets: () => ReadonlySet<string>;
}

/**
 * Makes the call with the parts it is given, which may be those of a transaction: by the very handler that makes it
 * when nobody has to approve.
 */
export type CarryOut = (deps: AdministerDeps, caller: Administrator, wanted: WantedCall) => Promise<unknown>;

export interface ApprovalDeps extends AdministerDeps {
  readonly carryOut: CarryOut;
  readonly termsOf: (call: string) => CallTerms;
}
