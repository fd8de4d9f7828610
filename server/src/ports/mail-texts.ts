import type { Instant } from '../kernel/instant.ts';

/** A mail's subject and body as an administrator has written them, in place of the built-in ones. */
export interface MailText {
  readonly kind: string;
  readonly language: string;
  readonly subject: string;
  /** With its placeholders. */
  readonly body: string;
  readonly changedAt: Instant;
}

export interface MailTexts {
  all(): Promise<readonly MailText[]>;
  write(text: MailText): Promise<void>;
  /** Back to the built-in one; false when it was that already. */
  remove(kind: string, language: string): Promise<boolean>;
}
