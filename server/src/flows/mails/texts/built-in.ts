import type { Language } from '@sallyport/contract/vocabulary.ts';
import { german } from './de.ts';
import { english } from './en.ts';
import type { MailKind, Template } from './kinds.ts';

export const builtInTexts: Readonly<Record<Language, Readonly<Record<MailKind, Template>>>> = {
  en: english,
  de: german,
};
