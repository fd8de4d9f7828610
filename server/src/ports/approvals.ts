import type { ApprovalAct, ApprovalState } from '@sallyport/contract/approvals.ts';
import type { ApprovalId, TokenId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';

/** Who asked; a token stands for the user it was made by, where there is one. */
export type Asker =
  | { readonly kind: 'user'; readonly id: UserId; readonly name: string }
  | { readonly kind: 'token'; readonly id: TokenId; readonly name: string; readonly user: UserId | null };

/** A dangerous act that waits for a second person, or what became of it. */
export interface StoredApproval {
  readonly id: ApprovalId;
  readonly act: ApprovalAct;
  /** Of the contract's table. */
  readonly call: string;
  /** The id in the call's address. */
  readonly target: { readonly kind: string; readonly id: string; readonly name: string } | null;
  /** JSON, `KeptInput`, sealed for `approvalContext`: settings may hold a password. */
  readonly input: string;
  readonly note: string;
  readonly asker: Asker;
  readonly askedAt: Instant;
  readonly expiresAt: Instant;
  /** `expired` is never stored: it is `waiting` or `approved` with an end that has passed. */
  readonly state: Exclude<ApprovalState, 'expired'>;
  readonly decidedBy: { readonly id: UserId; readonly name: string } | null;
  readonly decidedAt: Instant | null;
  readonly decisionNote: string | null;
}

export interface ApprovalInput {
  readonly query: unknown;
  readonly body: unknown;
}

/** What is shown stays; what was typed is dropped once nothing is left to be done with it. */
export interface KeptInput {
  readonly shown: readonly { readonly field: string; readonly value: string }[];
  readonly wanted?: ApprovalInput;
}

export const approvalContext = (id: ApprovalId): string => `approval:${id}`;

export interface ApprovalDecision {
  readonly from: 'waiting' | 'approved';
  readonly to: 'approved' | 'carried-out' | 'rejected' | 'withdrawn' | 'failed';
  readonly by: StoredApproval['decidedBy'];
  readonly at: Instant;
  readonly note: string | null;
  /** In place of the stored one, when nothing is left to be done with that. */
  readonly input?: string;
  /** Until when an approved export may be read; else the end stays as it is. */
  readonly expiresAt?: Instant;
}

export interface Approvals {
  add(approval: StoredApproval): Promise<void>;
  byId(id: ApprovalId): Promise<StoredApproval | undefined>;
  /** True for exactly one caller, and only while it is in the state `from` and has not expired. */
  decide(id: ApprovalId, decision: ApprovalDecision): Promise<boolean>;
  /** Newest first; `waiting` those that a decision is asked of, and `false` all others. */
  list(
    filter: { readonly waiting?: boolean },
    now: Instant,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<{ readonly approvals: readonly StoredApproval[]; readonly next?: string }>;
}
