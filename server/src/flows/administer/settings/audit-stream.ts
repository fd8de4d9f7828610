import type { AuditStreamTarget } from '@sallyport/contract/settings.ts';
import type { ReadAuditLog } from '../../../ports/audit-log.ts';
import { type AuditStream, webhookSecretContext } from '../../../ports/audit-stream.ts';
import { invalid } from '../../../ports/refusal.ts';
import type { Sealer } from '../../../ports/secrets.ts';

const shortestSecret = 16;

/**
 * As it is stored. A secret left out or empty is the stored one; it is dropped with the address it was for.
 * @throws Refusal `invalid-request` where a webhook would have none
 */
export const sealedTarget = (
  before: AuditStreamTarget | null,
  target: AuditStreamTarget | null,
  sealer: Sealer,
): AuditStreamTarget | null => {
  if (target?.kind !== 'webhook') return target;
  const { secret, ...webhook } = target;
  if (secret) {
    if (secret.length < shortestSecret)
      throw invalid('audit.stream.secret', `must have at least ${shortestSecret} characters`);
    return { ...webhook, secret: sealer.seal(secret, webhookSecretContext) };
  }
  const kept = before?.kind === 'webhook' && before.url === webhook.url ? before.secret : undefined;
  if (kept === undefined)
    throw invalid(
      'audit.stream.secret',
      'must be given: the receiver checks with it who has sent the entries',
    );
  return { ...webhook, secret: kept };
};

/** A stream that was off begins with what is recorded from now on; one that was on goes on where it is, at once. */
export const restartStream = async (
  { audit, auditStream }: { readonly audit: ReadAuditLog; readonly auditStream: AuditStream },
  before: AuditStreamTarget | null,
): Promise<void> => auditStream.restart(before === null ? (await audit.end()).seq : undefined);

export const targetWithoutSecret = (target: AuditStreamTarget | null): AuditStreamTarget | null =>
  target?.kind === 'webhook' ? { ...target, secret: '' } : target;
