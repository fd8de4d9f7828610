import type { Language } from '@sallyport/contract/vocabulary.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Reader } from './letter.ts';

type Zone = Pick<Reader['organisation'], 'timeZone'>;

interface Words {
  readonly locale: string;
  /** Of a day, with a time in it. */
  readonly atTime: (day: string, time: string) => string;
  readonly endOf: (day: string) => string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    locale: 'en-GB',
    atTime: (day, time) => `${day}, ${time}`,
    endOf: (day) => `the end of ${day}`,
  },
  de: {
    locale: 'de-DE',
    atTime: (day, time) => `${day}, ${time} Uhr`,
    endOf: (day) => `${day}, 24 Uhr`,
  },
};

/** E.g. `Friday, 27 November 2026, 14:05 (Europe/Berlin)`. */
export const dateAndTime = (at: Instant, { timeZone }: Zone, language: Language = 'en'): string => {
  const { day, time } = formatsOf(timeZone, language);
  return `${words[language].atTime(day.format(at), time.format(at))} (${timeZone})`;
};

/** E.g. `Friday, 27 November 2026`. */
export const dateAlone = (at: Instant, { timeZone }: Zone, language: Language = 'en'): string =>
  formatsOf(timeZone, language).day.format(at);

/** Deadlines are ends of days (rule 3); midnight still belongs to the day it ends: `the end of Friday, 27 November 2026 (Europe/Berlin)`. */
export const endOfDay = (deadline: Instant, { timeZone }: Zone, language: Language = 'en'): string =>
  `${words[language].endOf(formatsOf(timeZone, language).day.format(deadline - 1))} (${timeZone})`;

const formatsIn = (timeZone: string, { locale }: Words) => ({
  day: new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone }),
  time: new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }),
});

type Formats = ReturnType<typeof formatsIn>;

/** A format is costly to make, and an import writes a hundred thousand mails. */
const known = new Map<string, Formats>();

const formatsOf = (timeZone: string, language: Language): Formats => {
  const key = `${language} ${timeZone}`;
  const formats = known.get(key) ?? formatsIn(timeZone, words[language]);
  known.set(key, formats);
  return formats;
};
