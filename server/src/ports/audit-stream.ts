import type { AuditStreamTarget } from '@sallyport/contract/settings.ts';
import type { Instant } from '../kernel/instant.ts';
import type { ChainedEvent } from './audit-log.ts';

/** How far the stream of audit entries has come. */
export interface StreamState {
  /** The last entry that the receiver has taken. */
  readonly position: number;
  /** Failures in a row. */
  readonly attempts: number;
  readonly lastError: string | null;
  readonly nextTryAt: Instant | null;
  readonly lastSentAt: Instant | null;
}

export interface AuditStream {
  read(): Promise<StreamState>;
  /**
   * Takes the stream for `holder` until `until`, unless another one holds it still or it is not yet time to try again;
   * undefined then.
   */
  claim(holder: string, now: Instant, until: Instant): Promise<StreamState | undefined>;
  /** The receiver has taken everything up to `position`. Changes nothing for one who has lost the stream meanwhile. */
  sent(holder: string, position: number, now: Instant): Promise<boolean>;
  failed(holder: string, error: string, nextTryAt: Instant): Promise<void>;
  release(holder: string): Promise<void>;
  /** Begins behind `position`, or goes on from where it is; at once in any case. */
  restart(position?: number): Promise<void>;
}

/** Whoever receives the entries: a syslog server, a webhook. */
export interface AuditReceiver {
  /**
   * Resolves when the receiver has taken all of them.
   * @throws Error whose message says what to mend; some may have been taken, and all are sent again
   */
  send(target: AuditStreamTarget, entries: readonly ChainedEvent[]): Promise<void>;
}

/** The secret that calls of the webhook are signed with is sealed for this context. */
export const webhookSecretContext = 'settings:audit-webhook-secret';
