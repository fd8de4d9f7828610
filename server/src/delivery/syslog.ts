import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { AuditStreamTarget } from '@sallyport/contract/settings.ts';
import { seconds } from '../kernel/instant.ts';
import type { ChainedEvent } from '../ports/audit-log.ts';
import { syslogFrame } from './syslog-message.ts';

type Target = Extract<AuditStreamTarget, { kind: 'syslog' }>;

const patience = seconds(15);

/**
 * Sends entries over one connection, and resolves when the receiver has closed it after our end. Syslog has no
 * acknowledgement: that a receiver which has read all hangs up in its turn is the one sign of it that there is
 * (docs/decisions/0014-syslog-hangs-up.md). `host`: what we call ourselves.
 * @throws Error when it hangs up before, or not within 15 seconds
 */
export const sendToSyslog = (target: Target, entries: readonly ChainedEvent[], host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const where = `${target.host}:${target.port}`;
    const socket = open(target);
    let ended = false;
    const done = (error?: Error): void => {
      socket.destroy();
      if (error === undefined) resolve();
      else reject(error);
    };
    socket.setTimeout(patience, () => done(new Error(`The syslog server ${where} does not answer.`)));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      done(new Error(reason(where, error), { cause: error })),
    );
    socket.once(target.security === 'tls' ? 'secureConnect' : 'connect', () => {
      const frames = Buffer.concat(entries.map((entry) => syslogFrame(entry, host)));
      socket.end(frames, () => {
        ended = true;
      });
    });
    // Whatever it says is of no concern, but has to be read for its end to be seen.
    socket.resume();
    socket.once('close', (failed) => {
      if (!failed)
        done(
          ended ? undefined : new Error(`The syslog server ${where} hung up before it had read everything.`),
        );
    });
  });

const open = ({ host, port, security, certificateAuthority }: Target): Socket | TLSSocket =>
  security === 'none'
    ? connectPlain({ host, port })
    : connectTls({
        host,
        port,
        servername: host,
        minVersion: 'TLSv1.2',
        ...(certificateAuthority && { ca: certificateAuthority }),
      });

const reason = (where: string, error: NodeJS.ErrnoException): string => {
  if (error.code === 'ENOTFOUND') return `The name of the syslog server ${where} is not known.`;
  if (error.code === 'ECONNREFUSED') return `Nothing listens at ${where}.`;
  return `The syslog server ${where} could not be sent to: ${error.message}.`;
};
