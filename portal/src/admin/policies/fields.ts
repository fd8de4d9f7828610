import type { PolicyDraft } from './draft.ts';

/** What each part of the editor is given. */
export interface PolicyFields {
  draft: PolicyDraft;
  set: (changes: Partial<PolicyDraft>) => void;
  /** By field of the request. */
  faults: Readonly<Record<string, string>>;
}
