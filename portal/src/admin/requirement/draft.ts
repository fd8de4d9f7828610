import type { Requirement, RequirementInput } from '@sallyport/contract/requirements.ts';
import type { EnrollableMethod, ResourceKind, Strength } from '@sallyport/contract/vocabulary.ts';

/** A requirement while it is being edited; `none` stands for switched off. */
export interface RequirementDraft {
  strength: Strength;
  /** As typed; kept while another strength is chosen. */
  days: number | string;
  /** As they are; not edited here. Empty: all, those of the future included. */
  entries: readonly ResourceKind[];
  owed: readonly EnrollableMethod[];
}

/** Days of an enrollment period if nothing else is said. */
const usualDays = 7;

export const draftOf = ({ strength, days, entries, owed }: Requirement): RequirementDraft => ({
  strength,
  days: days ?? usualDays,
  entries: entries ?? [],
  owed: owed ?? [],
});

/** What to ask the server for; null where the draft says “off”. */
export function inputOf({ strength, days, entries, owed }: RequirementDraft): RequirementInput | null {
  if (strength === 'none') return null;
  return {
    strength,
    ...(strength === 'soft' && { days: Number(days) }),
    ...(entries.length > 0 && { entries: [...entries] }),
    ...(owed.length > 0 && { owed: [...owed] }),
  };
}

/** Whether the draft differs from what is in force. */
export const isChanged = (draft: RequirementDraft, current: Requirement): boolean =>
  JSON.stringify(inputOf(draft)) !== JSON.stringify(inputOf(draftOf(current)));
