import type { Settings } from '@sallyport/contract/settings.ts';
import type { Language } from '@sallyport/contract/vocabulary.ts';
import type { Mail } from '../../ports/outbox.ts';
import type { EditedTexts } from './texts/edited.ts';

/** Whom a mail is written to, and what every mail may need. */
export interface Reader {
  readonly displayName: string;
  readonly username: string;
  readonly organisation: Settings['organisation'];
  /** Public origin of the portal. */
  readonly origin: string;
  readonly language: Language;
  /** Texts that an administrator has edited. */
  readonly texts: EditedTexts;
}

export type Letter = Pick<Mail, 'kind' | 'subject' | 'text' | 'redactedText'>;

/** Writes one kind of mail; `about` is what happened. */
export type WriteLetter<About> = (reader: Reader, about: About) => Letter;

interface Draft {
  readonly kind: string;
  readonly subject: string;
  /** One paragraph each. */
  readonly body: readonly string[];
  /** What must not be shown to administrators: a one-time link. */
  readonly secret?: string;
}

const frames: Readonly<Record<Language, { readonly hello: string; readonly help: string }>> = {
  en: { hello: 'Hello', help: 'Questions? Ask your help desk:' },
  de: { hello: 'Guten Tag', help: 'Fragen? Wenden Sie sich an Ihren Helpdesk:' },
};

/**
 * Salutation, body, whom to ask: plain text, for every mail program and screen reader. A paragraph that is empty is
 * left out.
 */
export const letter = (
  { displayName, organisation, language }: Reader,
  { kind, subject, body, secret }: Draft,
): Letter => {
  const frame = frames[language];
  const help = organisation.helpDesk && `${frame.help}\n${organisation.helpDesk}`;
  const paragraphs = [`${frame.hello} ${displayName},`, ...body, help, organisation.name];
  const text = `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;
  return {
    kind,
    subject,
    text,
    redactedText: secret ? text.replaceAll(secret, '[one-time link, not shown]') : text,
  };
};
