import { buffer } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { vi } from 'vitest';
import type { Client } from './client.ts';
import { freePort } from './server.ts';

/** A real SMTP server on this host that keeps what it receives. */
export interface Mailbox {
  readonly received: readonly Email[];
  stop(): Promise<void>;
}

export const openMailbox = async (port: number): Promise<Mailbox> => {
  const received: Email[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    async onData(stream, _session, done) {
      received.push(await PostalMime.parse(await buffer(stream)));
      done();
    },
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { received, stop: () => new Promise((resolve) => server.close(resolve)) };
};

export interface ReceivedMail extends Mailbox {
  /** The link for a new password that came to this address and was not read before; waits for it. */
  readLink(to: string): Promise<string>;
}

/** The mailbox of everybody: the relay that mails are sent to from now on. */
export const receiveMail = async (admin: Client): Promise<ReceivedMail> => {
  const port = await freePort();
  const mailbox = await openMailbox(port);
  const smtp = { host: '127.0.0.1', port, security: 'none', username: '' } as const;
  await admin.must('PATCH /settings', { mail: { smtp } });
  const read = new Set<string>();
  const unread = (to: string): string => {
    const mails = mailbox.received.filter((mail) => mail.to?.some(({ address }) => address === to));
    const links = mails.flatMap(({ text }) => /http\S+\/reset-password#\S+/.exec(text ?? '') ?? []);
    const link = links.find((each) => !read.has(each));
    if (link === undefined) throw new Error(`no link has come to ${to}`);
    return link;
  };
  return {
    ...mailbox,
    async readLink(to) {
      const link = await vi.waitFor(() => unread(to), { timeout: 20_000 });
      read.add(link);
      return link;
    },
  };
};
