import { isoTime } from '../kernel/instant.ts';
import type { ChainedEvent } from '../ports/audit-log.ts';

/** RFC 5424 §6.2.1: security and authorisation messages that are private. */
const facility = 10;
const notice = 5;

/**
 * One entry as a syslog message (RFC 5424) in a frame that says its length in bytes (RFC 6587 §3.4.1, RFC 5425 §4.3).
 * The message is JSON, with the entry's place in the chain; `sequenceId` bears that place too.
 */
export const syslogFrame = (entry: ChainedEvent, host: string): Buffer => {
  const { seq, at, kind } = entry;
  const header = [
    `<${facility * 8 + notice}>1`,
    isoTime(at),
    printable(host, 255),
    'sallyport',
    '-',
    printable(kind, 32),
    `[meta sequenceId="${((seq - 1) % 2_147_483_647) + 1}"]`,
  ];
  // The mark says that the message is UTF-8 (§6.4).
  const message = Buffer.from(`${header.join(' ')} \uFEFF${JSON.stringify({ ...entry, at: isoTime(at) })}`);
  return Buffer.concat([Buffer.from(`${message.length} `), message]);
};

const printable = (text: string, longest: number): string =>
  text.replace(/[^\x21-\x7e]/g, '?').slice(0, longest) || '-';
