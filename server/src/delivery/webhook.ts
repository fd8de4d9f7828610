import { createHmac } from 'node:crypto';
import type { AuditStreamTarget } from '@sallyport/contract/settings.ts';
import { type Instant, isoTime, seconds } from '../kernel/instant.ts';
import type { ChainedEvent } from '../ports/audit-log.ts';

type Target = Extract<AuditStreamTarget, { kind: 'webhook' }>;

const patience = seconds(15);

/**
 * Hands entries to a webhook in one POST, signed as Standard Webhooks say (standardwebhooks.com): `webhook-id`,
 * `webhook-timestamp` in seconds, and `webhook-signature`, the HMAC-SHA256 of both and the body. Taken is what is
 * answered with 2xx; redirects are not followed, and of any other answer nothing but the status is looked at.
 * `secret`: in plain.
 */
export const sendToWebhook = async (
  { url }: Target,
  secret: string,
  entries: readonly ChainedEvent[],
  now: Instant,
): Promise<void> => {
  const body = JSON.stringify({ entries: entries.map((entry) => ({ ...entry, at: isoTime(entry.at) })) });
  const id = `audit-${entries[0]?.seq ?? 0}-${entries.at(-1)?.seq ?? 0}`;
  const timestamp = String(Math.floor(now / 1000));
  const { host } = new URL(url);
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    signal: AbortSignal.timeout(patience),
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Sallyport',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature(secret, `${id}.${timestamp}.${body}`)}`,
    },
    body,
  }).catch((error: unknown) => {
    throw new Error(`The webhook at ${host} could not be reached: ${because(error)}.`, { cause: error });
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`The webhook at ${host} answered with HTTP status ${answer.status}.`);
};

/** Base64. A secret of the usual form, `whsec_` and base64, stands for its bytes; any other for its characters. */
const signature = (secret: string, text: string): string => {
  const [, encoded] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  const key = encoded === undefined ? Buffer.from(secret) : Buffer.from(encoded, 'base64');
  return createHmac('sha256', key).update(text).digest('base64');
};

const because = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'it does not answer';
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
};
