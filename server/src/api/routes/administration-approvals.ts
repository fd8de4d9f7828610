import type { Approval } from '@sallyport/contract/approvals.ts';
import { needsSecondPerson } from '../../flows/administer/approvals/ask.ts';
import { approve, getApproval, reject, withdraw } from '../../flows/administer/approvals/decide.ts';
import { listApprovals } from '../../flows/administer/approvals/list.ts';
import type { ApprovalDeps, CarryOut } from '../../flows/administer/approvals/wanted.ts';
import type { AdministerDeps } from '../../flows/administer/deps.ts';
import { Refusal } from '../../ports/refusal.ts';
import type { Handlers } from '../handler.ts';
import { termsOf } from '../lines.ts';
import { administrationRoutes } from './administration.ts';

type ApprovalCall = Extract<keyof Handlers, `${string} /approvals${'' | `/${string}`}`>;

/** Calls that may be approved are made by the handlers of all calls, so they can be asked for by their name. */
const carryOut: CarryOut = async (deps, caller, { call, id, query, body }) => {
  const handlers: Readonly<Record<string, (call: never) => Promise<unknown>>> = administrationRoutes(deps);
  const handler = handlers[call];
  if (handler === undefined) throw new Refusal('not-found', `There is no call ${call} any more.`);
  // They were parsed by the call's own schemas before they were stored.
  return handler({ caller, params: { id }, query, body } as never);
};

const withTerms = (deps: AdministerDeps): ApprovalDeps => ({ ...deps, carryOut, termsOf });

export const approvalRoutes = (deps: AdministerDeps): Pick<Handlers, ApprovalCall> => {
  const parts = withTerms(deps);
  return {
    'GET /approvals': ({ caller, query }) => listApprovals(parts)(caller, query),
    'GET /approvals/:id': ({ caller, params }) => getApproval(parts)(caller, params.id),
    'POST /approvals/:id/approve': ({ caller, params }) => approve(parts)(caller, params.id),
    'POST /approvals/:id/reject': ({ caller, params, body }) => reject(parts)(caller, params.id, body.note),
    'POST /approvals/:id/withdraw': ({ caller, params }) => withdraw(parts)(caller, params.id),
  };
};

/** Asked before every call that the contract marks as perhaps dangerous. */
export const secondPerson = (deps: AdministerDeps): SecondPerson => needsSecondPerson(withTerms(deps));

export type SecondPerson = (
  ...asked: Parameters<ReturnType<typeof needsSecondPerson>>
) => Promise<Approval | undefined>;
