import type { Strength } from '@sallyport/contract/vocabulary.ts';

export const people = (count: number): string =>
  count === 1 ? '1 person' : `${count.toLocaleString('en')} people`;

/** What the button says that makes a change. */
export function confirmation(strength: Strength, concerned: number): string {
  if (strength === 'none') return `Switch it off for ${people(concerned)}`;
  return strength === 'optional'
    ? `Offer 2FA to ${people(concerned)}`
    : `Require 2FA of ${people(concerned)}`;
}
