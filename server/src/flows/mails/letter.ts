import type { Settings } from '@sallyport/contract/settings.ts';
import type { Mail } from '../../ports/outbox.ts';

/** Whom a mail is written to, and what every mail may need. */
export interface Reader {
  readonly displayName: string;
  readonly username: string;
  readonly organisation: Settings['organisation'];
  /** Public origin of the portal. */
  readonly origin: string;
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

/** Salutation, body, whom to ask: plain text, for every mail program and screen reader. */
export const letter = (
  { displayName, organisation }: Reader,
  { kind, subject, body, secret }: Draft,
): Letter => {
  const help = organisation.helpDesk && `Questions? Ask your help desk:\n${organisation.helpDesk}`;
  const paragraphs = [`Hello ${displayName},`, ...body, help, organisation.name];
  const text = `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;
  return {
    kind,
    subject,
    text,
    redactedText: secret ? text.replaceAll(secret, '[one-time link, not shown]') : text,
  };
};

/** Ends every mail about a change: who did not make it must know what to do. */
export const ifItWasNotYou =
  'If this was not you, somebody else may know your password: change it, and tell your help desk at once.';
