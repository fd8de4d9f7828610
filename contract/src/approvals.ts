import { z } from 'zod';
import { Id, listOf, Page, Time, text } from './common.ts';

/**
 * The dangerous acts, of which the organisation may choose those that need a second person (A12). As soon as one does,
 * `change-roles` and `reset-administrators` do as well: else who asks could make, or become, the second person.
 */
export const approvableActs = [
  'turn-enforcement-off',
  'exempt',
  'change-roles',
  'read-exports',
  'reset-administrators',
] as const;
export const ApprovableAct = z.enum(approvableActs);
export type ApprovableAct = z.infer<typeof ApprovableAct>;

/** That fewer acts need approval needs approval itself, as soon as any act does. */
export const ApprovalAct = z.enum([...approvableActs, 'weaken-approvals']);
export type ApprovalAct = z.infer<typeof ApprovalAct>;

export const ApprovalState = z.enum([
  'waiting',
  /** Of an export: whoever asked may read it once. */
  'approved',
  'carried-out',
  'rejected',
  'withdrawn',
  /** Approved, but by then it no longer fitted; nothing was changed. */
  'failed',
  'expired',
]);
export type ApprovalState = z.infer<typeof ApprovalState>;

/**
 * An act that waits for a second person: every call that may need one answers with this and 202 in place of its own
 * answer. Nothing has been changed yet.
 */
export const Approval = z.object({
  id: Id,
  act: ApprovalAct,
  /** Of this table, e.g. `PUT /users/:id/role`. */
  call: z.string(),
  summary: z.string(),
  /** Whom or what it is about, where the address says. */
  target: z.object({ kind: z.string(), id: z.string(), name: z.string() }).optional(),
  /** What was typed, field by field: users and groups by their names, secrets left out. */
  changes: z.array(z.object({ field: z.string(), value: z.string() })),
  /** Why, in the words of whoever asked. */
  note: z.string(),
  state: ApprovalState,
  askedBy: z.object({ kind: z.enum(['user', 'token']), id: Id, name: z.string() }),
  askedAt: Time,
  expiresAt: Time,
  decidedBy: z.object({ id: Id, name: z.string() }).optional(),
  decidedAt: Time.optional(),
  /** Why it was rejected, or could not be carried out. */
  decisionNote: z.string().optional(),
  /** Of an approved export, to who asked for it: the query it is read with, once. */
  readWith: z.record(z.string(), z.string()).optional(),
  /** What the caller may do with it now. */
  may: z.object({ approve: z.boolean(), withdraw: z.boolean() }),
});
export type Approval = z.infer<typeof Approval>;
export const ApprovalList = listOf(Approval);
export type ApprovalList = z.infer<typeof ApprovalList>;
export const ApprovalQuery = Page.extend({ state: z.enum(['waiting', 'decided']).optional() });

export const RejectApproval = z.object({ note: text(1000).min(1, 'must say why') });
