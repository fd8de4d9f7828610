import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { exampleSettings, methodParts } from '../../../test/support/method-context.ts';
import { asId, type MailId } from '../kernel/ids.ts';
import { smtpPasswordContext } from '../ports/settings.ts';
import { smtpRelay } from './smtp.ts';

const { sealer } = methodParts;
const mail = {
  id: asId<MailId>('0193-mail'),
  to: 'anna@example.org',
  subject: 'Grüße: 3 days left',
  text: 'Hello Ånna,\n\n.a line that begins with a dot\n',
};

let tls: { key: string; cert: string };
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'relay-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const request = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost';
  const parameters = [
    ...request.split(' '),
    '-addext',
    'subjectAltName=DNS:localhost',
    '-keyout',
    key,
    '-out',
    cert,
  ];
  execFileSync('openssl', parameters, { stdio: 'pipe' });
  tls = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
});

const usualCertificates = getCACertificates('default');
const cleanUp: (() => void)[] = [];
afterEach(() => {
  for (const each of cleanUp.splice(0)) each();
  setDefaultCACertificates(usualCertificates);
});

/** A real SMTP server on a free port, with what it received. */
const relayServer = async (options: SMTPServerOptions = {}) => {
  const received: Email[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onConnect(_session, done) {
      connections++;
      done();
    },
    async onData(stream, _session, done) {
      received.push(await PostalMime.parse(await buffer(stream)));
      done();
    },
    ...options,
  });
  // Clients that turn away from its certificate are what some tests want.
  server.on('error', () => undefined);
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, 'localhost', () => {
      const address = listening.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  cleanUp.push(() => server.close());
  return { port, received, connections: () => connections };
};

/** What is sent by a relay that the settings name; they may change between mails. */
const sender = (port: number, changes: Partial<NonNullable<typeof exampleSettings.mail.smtp>> = {}) => {
  const settings = structuredClone(exampleSettings);
  settings.mail.smtp = { host: 'localhost', port, security: 'none', username: '', ...changes };
  const relay = smtpRelay({ read: () => Promise.resolve(settings) }, sealer);
  cleanUp.push(() => relay.close());
  return { ...relay, settings };
};

const failing = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

test('a mail arrives as it was written, from the organisation', async () => {
  const { port, received } = await relayServer();
  await sender(port).send(mail);
  expect(received[0]).toMatchObject({
    subject: mail.subject,
    from: { name: 'Müller & Söhne: Werk 1', address: 'sallyport@example.org' },
    to: [{ address: 'anna@example.org' }],
    messageId: '<0193-mail@example.org>',
    text: mail.text,
  });
  expect(received[0]?.headers).toContainEqual(
    expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
  );
});

test('a mail sent again bears the same Message-ID, over the same connection', async () => {
  const { port, received, connections } = await relayServer();
  const relay = sender(port);
  await relay.send(mail);
  await relay.send(mail);
  expect(received.map(({ messageId }) => messageId)).toEqual([
    '<0193-mail@example.org>',
    '<0193-mail@example.org>',
  ]);
  expect(connections()).toBe(1);
});

test('changed settings hold for the next mail', async () => {
  const [first, second] = [await relayServer(), await relayServer()];
  const relay = sender(first.port);
  await relay.send(mail);
  relay.settings.mail.smtp = { host: 'localhost', port: second.port, security: 'none', username: '' };
  await relay.send(mail);
  expect([first.received.length, second.received.length]).toEqual([1, 1]);
  relay.settings.mail.smtp = null;
  await expect(relay.send(mail)).rejects.toThrow('No mail server is set up.');
});

test('user name and the sealed password are shown to the relay', async () => {
  const { port, received } = await relayServer({
    authOptional: false,
    onAuth: ({ username, password }, _session, done) =>
      username === 'sallyport' && password === 'open sesame'
        ? done(null, { user: username })
        : done(failing(535, 'Authentication failed')),
  });
  const credentials = (password: string) => ({
    username: 'sallyport',
    password: sealer.seal(password, smtpPasswordContext),
  });
  await sender(port, credentials('open sesame')).send(mail);
  expect(received).toHaveLength(1);
  await expect(sender(port, credentials('wrong')).send(mail)).rejects.toThrow(
    /refuses the user name or password: 535 Authentication failed$/,
  );
});

test('with `starttls` nothing is sent in the clear when the relay offers no encryption', async () => {
  const { port, received } = await relayServer();
  await expect(sender(port, { security: 'starttls' }).send(mail)).rejects.toThrow(
    /offers no encryption by STARTTLS/,
  );
  expect(received).toHaveLength(0);
});

test.each(['tls', 'starttls'] as const)(
  'with `%s` a certificate that nobody vouches for is refused, a known one accepted',
  async (security) => {
    const { port, received } = await relayServer({
      ...tls,
      secure: security === 'tls',
      disabledCommands: [],
    });
    await expect(sender(port, { security }).send(mail)).rejects.toThrow(/self-signed certificate/);
    expect(received).toHaveLength(0);
    setDefaultCACertificates([...usualCertificates, tls.cert]);
    await sender(port, { security }).send(mail);
    expect(received).toHaveLength(1);
  },
);

test('what the relay says when it refuses is passed on', async () => {
  const recipient = await relayServer({
    onRcptTo: (_address, _session, done) => done(failing(550, 'No such mailbox')),
  });
  await expect(sender(recipient.port).send(mail)).rejects.toThrow(
    /refuses the sender or the recipient: 550 No such mailbox$/,
  );
  const busy = await relayServer({
    onData: (stream, _session, done) =>
      stream.resume().on('end', () => done(failing(451, 'Try again later'))),
  });
  await expect(sender(busy.port).send(mail)).rejects.toThrow(/refuses the mail: 451 Try again later$/);
});

test('a relay that is down is told, and used again once it is up', async () => {
  const { port } = await relayServer();
  for (const each of cleanUp.splice(0)) each();
  const relay = sender(port);
  await expect(relay.send(mail)).rejects.toThrow(`The mail server localhost:${port} cannot be reached`);
  const up = await relayServer();
  const smtp = relay.settings.mail.smtp;
  if (smtp) smtp.port = up.port;
  await relay.send(mail);
  expect(up.received).toHaveLength(1);
});

test('a relay whose name is unknown is told', async () => {
  await expect(sender(25, { host: 'relay.invalid' }).send(mail)).rejects.toThrow(/relay\.invalid/);
});
