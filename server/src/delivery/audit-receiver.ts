import type { Clock } from '../kernel/clock.ts';
import { type AuditReceiver, webhookSecretContext } from '../ports/audit-stream.ts';
import type { Sealer } from '../ports/secrets.ts';
import { sendToSyslog } from './syslog.ts';
import { sendToWebhook } from './webhook.ts';

/** Sends entries to where the settings say. `origin`: the public origin, whose host name syslog messages bear. */
export const auditReceiver = (clock: Clock, sealer: Pick<Sealer, 'open'>, origin: string): AuditReceiver => ({
  async send(target, entries) {
    if (target.kind === 'syslog') return sendToSyslog(target, entries, new URL(origin).hostname);
    const secret = target.secret === undefined ? '' : sealer.open(target.secret, webhookSecretContext);
    return sendToWebhook(target, secret, entries, clock.now());
  },
});
