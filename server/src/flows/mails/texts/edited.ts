import type { MailText } from '../../../ports/mail-texts.ts';

/** Texts that an administrator has edited, by `textId`. */
export type EditedTexts = ReadonlyMap<string, MailText>;

export const textId = (kind: string, language: string): string => `${kind}.${language}`;
