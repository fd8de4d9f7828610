import type { Language } from '@sallyport/contract/vocabulary.ts';

export const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };
export const languages = Object.keys(languageNames) as Language[];
