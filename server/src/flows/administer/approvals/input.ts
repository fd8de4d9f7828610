import {
  type ApprovalInput,
  approvalContext,
  type KeptInput,
  type StoredApproval,
} from '../../../ports/approvals.ts';
import type { Sealer } from '../../../ports/secrets.ts';

type Kept = Pick<StoredApproval, 'id' | 'input'>;

export const sealInput = (sealer: Pick<Sealer, 'seal'>, id: Kept['id'], kept: KeptInput): string =>
  sealer.seal(JSON.stringify(kept), approvalContext(id));

/** Our own writing, read back. */
export const openInput = (
  { sealer }: { readonly sealer: Pick<Sealer, 'open'> },
  { id, input }: Kept,
): KeptInput => JSON.parse(sealer.open(input, approvalContext(id))) as KeptInput;

/** Without what was typed: it is kept no longer than it takes to do it, for it may hold a password. */
export const withoutTyped = (
  deps: { readonly sealer: Pick<Sealer, 'open' | 'seal'> },
  stored: Kept,
): string => sealInput(deps.sealer, stored.id, { shown: openInput(deps, stored).shown });

/** Whether the call is the one that was asked for, to the letter. */
export const isSame = (kept: KeptInput, { query, body }: ApprovalInput): boolean =>
  JSON.stringify(kept.wanted) === JSON.stringify({ query, body });
