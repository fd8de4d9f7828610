import { dictionary } from '@zxcvbn-ts/language-common';

const common: ReadonlySet<string> = new Set(dictionary['passwords-common']);

/** What people swap for letters, so that `P@ssw0rd` is still `password`. */
const lookAlikes: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};

const asLetters = (text: string): string => text.replace(/[@431!0$57]/g, (sign) => lookAlikes[sign] ?? sign);

/** The word between digits and signs that were put around it: `password` of `password2026!`. */
const core = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');

/** `text` is one shorter text again and again: `hunter` of `hunterhunter`. */
const repeatedPart = (text: string): string => /^(.+?)\1+$/u.exec(text)?.[1] ?? text;

const runs = [
  '01234567890123456789',
  '98765432109876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
];

/** On the list of the most used passwords, or nothing but such a one with digits, signs or itself around it. */
export const isCommonPassword = (password: string): boolean => {
  const text = password.normalize('NFKC').toLowerCase();
  const part = repeatedPart(text);
  const word = repeatedPart(core(text));
  const words = [word, asLetters(word), core(asLetters(text))];
  return (
    part.length <= 2 ||
    runs.some((run) => run.includes(part)) ||
    [text, part, asLetters(part)].some((form) => common.has(form)) ||
    words.some((form) => form.length >= 4 && common.has(form))
  );
};
