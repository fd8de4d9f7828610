import type { Preview } from '@sallyport/contract/requirements.ts';
import type { Strength } from '@sallyport/contract/vocabulary.ts';
import { formatDeadline } from '../../ui/time.ts';

export const people = (count: number): string =>
  count === 1 ? '1 person' : `${count.toLocaleString('en')} people`;

/** What the button says that makes a change. */
export function confirmation(strength: Strength, concerned: number): string {
  if (strength === 'none') return `Switch it off for ${people(concerned)}`;
  return strength === 'optional'
    ? `Offer 2FA to ${people(concerned)}`
    : `Require 2FA of ${people(concerned)}`;
}

/** What a change would do, from the mildest to the hardest; groups with nobody in them are left out. */
export function impacts(
  strength: Strength,
  {
    asked,
    mustEnroll,
    notActivated,
    lockedOut,
    deadline,
  }: Omit<Preview, 'lapsed' | 'warnings' | 'concerned'>,
): readonly { count: number; what: string }[] {
  if (strength === 'none') return [];
  const enrolling = {
    optional: 'will be asked to set it up, and may skip that',
    soft: `will have to set it up${deadline ? ` by ${formatDeadline(deadline)}` : ''}`,
    forced: 'will have to set it up at their next sign-in',
  }[strength];
  return [
    { count: asked, what: 'have a second factor already and will be asked for it' },
    { count: mustEnroll, what: enrolling },
    { count: notActivated, what: 'have not activated their account; they set it up while doing so' },
    { count: lockedOut, what: 'will not be able to sign in from now on' },
  ].filter(({ count }) => count > 0);
}
