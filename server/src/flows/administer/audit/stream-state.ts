import type { AuditStreamState } from '@sallyport/contract/audit.ts';
import { isoTime } from '../../../kernel/instant.ts';
import type { Look } from '../act.ts';

/** Where the entries go, how far that has come, and why not further. */
export const getStreamState =
  ({ read }: Pick<Look<'auditStream' | 'settings'>, 'read'>) =>
  async (): Promise<AuditStreamState> => {
    const { stream } = (await read.settings.read()).audit;
    const { seq } = await read.audit.end();
    if (stream === null) return { to: 'nowhere', position: seq, behind: 0 };
    const { position, lastSentAt, lastError, nextTryAt } = await read.auditStream.read();
    return {
      to: stream.kind,
      destination: stream.kind === 'syslog' ? `${stream.host}:${stream.port}` : new URL(stream.url).host,
      position,
      behind: Math.max(0, seq - position),
      ...(lastSentAt !== null && { lastSentAt: isoTime(lastSentAt) }),
      ...(lastError !== null && { lastError }),
      ...(nextTryAt !== null && { nextTry: isoTime(nextTryAt) }),
    };
  };
