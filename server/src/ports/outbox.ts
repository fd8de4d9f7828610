import type { MailId, UserId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';

export interface Mail {
  readonly id: MailId;
  readonly to: string;
  readonly user: UserId | null;
  /** E.g. `activation`, `period-started`. */
  readonly kind: string;
  readonly subject: string;
  /** Plain text, sealed for `mailTextContext`, for it may hold a link; empty once it was sent. */
  readonly text: string;
  /** What the portal may show when the mail goes out by SMTP: the text without its secret. */
  readonly redactedText: string;
  readonly createdAt: Instant;
}

/** The context that a mail's text is sealed for. */
export const mailTextContext = (id: MailId): string => `mail:${id}`;

export interface OutboxMail extends Mail {
  readonly state: 'waiting' | 'sending' | 'sent' | 'failed';
  readonly attempts: number;
  readonly nextAttemptAt: Instant | null;
  readonly sentAt: Instant | null;
  readonly error: string | null;
}

export interface Outbox {
  add(...mails: readonly Mail[]): Promise<void>;
}

export interface DeliverOutbox {
  /** Claims waiting mails that are due (and such as another process claimed before `staleBefore` and never finished). */
  claim(now: Instant, staleBefore: Instant, limit: number): Promise<readonly OutboxMail[]>;
  /** Empties the sealed text: what was sent is not kept. */
  sent(id: MailId, now: Instant): Promise<void>;
  /** `retryAt` null gives up. */
  failed(id: MailId, error: string, retryAt: Instant | null): Promise<void>;
  retry(id: MailId, now: Instant): Promise<OutboxMail | undefined>;
  list(
    filter: { readonly to?: string; readonly state?: OutboxMail['state'] },
    page: { readonly limit: number; readonly after?: string },
  ): Promise<{ readonly mails: readonly OutboxMail[]; readonly next?: string }>;
  countWaiting(): Promise<number>;
}

/** Hands one mail to the relay; throws what the relay said. */
export interface MailRelay {
  send(mail: {
    readonly id: MailId;
    readonly to: string;
    readonly subject: string;
    readonly text: string;
  }): Promise<void>;
}
