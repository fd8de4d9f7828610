import { meetAtActivation } from '@sallyport/contract/activation-words.ts';
import type { Preview, PreviewCategory, PreviewList } from '@sallyport/contract/preview.ts';

export interface ListWords {
  /** On the card, under the number. */
  readonly name: string | ((preview: Preview) => string);
  /** Of one person, in a table. */
  readonly person: string;
  readonly tone: 'danger' | 'act' | 'calm';
}

/** What each list of a preview is called, the hardest first. */
export const listWords: Readonly<Record<PreviewList, ListWords>> = {
  'locked-out': { name: 'cannot sign in from now on', person: 'Locked out', tone: 'danger' },
  'enroll-now': {
    name: 'must set up a second factor at their next sign-in',
    person: 'Must set it up at once',
    tone: 'act',
  },
  'enroll-by-deadline': {
    name: 'must set up a second factor by their deadline',
    person: 'Must set it up in time',
    tone: 'act',
  },
  'locked-out-later': {
    name: 'will be locked out one day if they do nothing',
    person: 'Locked out later',
    tone: 'act',
  },
  asked: { name: 'will be asked for their second factor', person: 'Is asked', tone: 'calm' },
  'not-activated': {
    name: meetAtActivation,
    person: 'Not activated yet',
    tone: 'calm',
  },
  'no-longer-asked': { name: 'will not be asked any more', person: 'Not asked any more', tone: 'calm' },
  unaffected: { name: 'are not asked for anything', person: 'Not asked', tone: 'calm' },
};

export const listName = (list: PreviewList, preview: Preview): string => {
  const { name } = listWords[list];
  return typeof name === 'string' ? name : name(preview);
};

export const personWords = (category: PreviewCategory): string => listWords[category].person;

/** Those with anybody on them. */
export const listsOf = ({ lists }: Preview): PreviewList[] =>
  (Object.keys(listWords) as PreviewList[]).filter((list) => lists[list].count > 0);
