import { approvalHeaders } from '@sallyport/contract/approval-headers.ts';
import { Approval } from '@sallyport/contract/approvals.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApprovalWords } from '../flows/administer/approvals/ask.ts';
import type { WantedCall } from '../flows/administer/approvals/wanted.ts';
import type { Administrator } from '../flows/caller.ts';
import { invalid } from '../ports/refusal.ts';
import { apiPrefix } from './lines.ts';

/** What a call takes, parsed. */
interface Given {
  readonly params: { readonly id: string };
  readonly query: unknown;
  readonly body: unknown;
}

/** Undefined when the call may be made at once. */
export type AsksSecondPerson = (
  caller: Administrator,
  wanted: WantedCall,
  words: ApprovalWords,
) => Promise<Approval | undefined>;

/** Before a call that may be a dangerous act: 202 and the request for approval, where it has to wait for one (A12). */
export const awaitsApproval = async (
  needsSecondPerson: AsksSecondPerson,
  call: string,
  { params, query, body }: Given,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Approval | undefined> => {
  // Such calls want a permission, so the gate has found somebody with a role.
  const caller = request.caller as Administrator;
  const words = {
    note: decoded(request.headers[approvalHeaders.note]),
    approvalId: String(request.headers[approvalHeaders.id] ?? ''),
  };
  const approval = await needsSecondPerson(caller, { call, id: params.id, query, body }, words);
  if (approval === undefined) return undefined;
  reply.code(202).header('location', `${apiPrefix}/approvals/${approval.id}`);
  return Approval.parse(approval);
};

/** Headers hold ASCII, notes any language. */
const decoded = (header: string | string[] | undefined): string => {
  try {
    return decodeURIComponent(String(header ?? ''));
  } catch {
    throw invalid(approvalHeaders.note, 'must be percent-encoded UTF-8');
  }
};
