import type { Settings } from '@sallyport/contract/settings.ts';
import { createTransport } from 'nodemailer';
import { seconds } from '../kernel/instant.ts';
import type { MailRelay } from '../ports/outbox.ts';
import type { Sealer } from '../ports/secrets.ts';
import { type SettingsStore, smtpPasswordContext } from '../ports/settings.ts';
import { relayFailure } from './relay-failure.ts';

type Smtp = NonNullable<Settings['mail']['smtp']>;

/** A relay that is there answers within these; one that hangs must not hold up the outbox. */
const patience = { connectionTimeout: seconds(10), greetingTimeout: seconds(10), socketTimeout: seconds(30) };

const opened = (password: string | undefined, sealer: Pick<Sealer, 'open'>): string =>
  password ? sealer.open(password, smtpPasswordContext) : '';

const connect = (smtp: Smtp, sealer: Pick<Sealer, 'open'>) =>
  createTransport({
    ...patience,
    host: smtp.host,
    port: smtp.port,
    secure: smtp.security === 'tls',
    // `starttls` never falls back to plain text, and `none` does not start what the administrator did not ask for.
    requireTLS: smtp.security === 'starttls',
    ignoreTLS: smtp.security === 'none',
    ...(smtp.username !== '' && { auth: { user: smtp.username, pass: opened(smtp.password, sealer) } }),
    pool: true,
    maxConnections: 2,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

/**
 * Hands mails to the relay of the settings, which are read for every mail; connections are kept while those stay the
 * same. What `send` throws says what to mend.
 */
export const smtpRelay = (
  settings: Pick<SettingsStore, 'read'>,
  sealer: Pick<Sealer, 'open'>,
): MailRelay & { close(): void } => {
  let current: { readonly for: string; readonly transport: ReturnType<typeof connect> } | undefined;

  const transportFor = (smtp: Smtp) => {
    const wanted = JSON.stringify(smtp);
    if (current?.for !== wanted) {
      current?.transport.close();
      current = { for: wanted, transport: connect(smtp, sealer) };
    }
    return current.transport;
  };

  return {
    async send({ id, to, subject, text }) {
      const { organisation, mail } = await settings.read();
      if (mail.smtp === null) throw new Error('No mail server is set up.');
      try {
        await transportFor(mail.smtp).sendMail({
          // The same each time, so that a mail handed over twice after a crash can be told by mailboxes.
          messageId: `<${id}@${mail.from.split('@').at(-1)}>`,
          from: { name: organisation.name, address: mail.from },
          to: { name: '', address: to },
          subject,
          text,
          // RFC 3834 §5: keeps out-of-office notes from answering.
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw relayFailure(error, mail.smtp);
      }
    },
    close: () => current?.transport.close(),
  };
};
