import type { Requirement } from '@sallyport/contract/requirements.ts';
import type { Strength } from '@sallyport/contract/vocabulary.ts';

/** How the strengths are called where they are chosen. */
export const strengthNames: Readonly<Record<Strength, string>> = {
  none: 'Off',
  optional: 'Optional',
  soft: 'Mandatory, with time to set it up',
  forced: 'Mandatory at once',
};

/** What each does to people, in plain words. */
export const strengthExplanations: Readonly<Record<Strength, string>> = {
  none: 'Nothing is required. What people have set up stays.',
  optional: 'Whoever has not set it up is asked at each sign-in, and can skip it every time.',
  soft: 'Can be skipped until the deadline. After it, nobody signs in without a second factor.',
  forced: 'At the next sign-in, nothing else can be done before it is set up.',
};

/** “Mandatory after 7 days”: for lists. */
export function strengthInShort({ strength, days }: Requirement): string {
  return strength === 'soft'
    ? `Mandatory after ${days ?? 7} ${days === 1 ? 'day' : 'days'}`
    : strengthNames[strength];
}
