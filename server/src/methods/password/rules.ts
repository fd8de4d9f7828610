import { isCommonPassword } from './common-passwords.ts';

export interface PasswordOwner {
  readonly username: string;
  readonly displayName: string;
  readonly email: string;
  readonly organisation: string;
}

const notOfWords = /[^\p{L}\p{N}]+/gu;
const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Words that others know of the owner and would try first, longest first; short ones are part of too much to count. */
const knownWords = ({ username, displayName, email, organisation }: PasswordOwner): readonly string[] =>
  [username, displayName, email, organisation]
    .map(plain)
    .flatMap((text) => [text.replace(notOfWords, ''), ...text.split(notOfWords)])
    .filter((word) => word.length >= 4)
    .sort((a, b) => b.length - a.length);

/** Fewer characters of one's own than this leave too little to guess. */
const ownCharacters = 8;

/**
 * A sentence on why this password will not do, or undefined (NIST SP 800-63B-4 §3.1.1.2: length, a blocklist and
 * nothing about kinds of characters). Its length is the contract's affair.
 */
export const passwordFault = (password: string, owner: PasswordOwner): string | undefined => {
  if (isCommonPassword(password)) {
    return 'This password is one that many people use, and is among the first to be tried. Choose another one, e.g. four words that have nothing to do with each other.';
  }
  const text = plain(password).replace(notOfWords, '');
  const own = knownWords(owner).reduce((rest, word) => rest.replaceAll(word, ''), text);
  if (own !== text && own.length < ownCharacters) {
    return 'This password is little more than a name that others know of you. Choose another one, e.g. four words that have nothing to do with each other.';
  }
  return undefined;
};
