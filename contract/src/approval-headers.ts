/**
 * Headers of calls that may need a second person. `Approval-Note`: why it is to be done, percent-encoded UTF-8, at
 * most 1000 characters. `Approval-Id`: the approval by which an export is read.
 */
export const approvalHeaders = { note: 'approval-note', id: 'approval-id' } as const;
