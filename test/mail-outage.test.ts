import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from './support/client.ts';
import { openMailbox } from './support/mailbox.ts';
import { type MovingClock, minutes, movingClock } from './support/moving-clock.ts';
import { administrator, enrolledPerson, startSignIn } from './support/people.ts';
import { freePort, type Installation, install, type RunningServer } from './support/server.ts';

/** Two server processes hand the same outbox to one relay, which is down at first. */
let installation: Installation;
let servers: readonly RunningServer[];
let server: RunningServer;
let admin: Client;
let clock: MovingClock;

beforeAll(async () => {
  const start = new Date('2026-03-02T09:00:00Z');
  installation = await install({ clock: start });
  clock = movingClock(installation, start);
  server = await installation.start();
  servers = [server, await installation.start({ port: await freePort() })];
  admin = await administrator(installation, server);
});

afterAll(() => installation.remove());

test('while the relay is down sign-ins go on and mails wait; when it is back each is sent once', async () => {
  const port = await freePort();
  const smtp = { host: '127.0.0.1', port, security: 'none', username: '' } as const;
  await admin.must('PATCH /settings', { mail: { smtp } });
  const names = Array.from({ length: 6 }, (_, index) => `person-${index}`);
  for (const name of names) {
    const person = await enrolledPerson(admin, server, name, clock.now());
    const browser = await startSignIn(server, person);
    const [code = ''] = person.backupCodes;
    expect(
      await browser.must('POST /sign-ins/current/proofs', { method: 'backup-code', code }),
    ).toMatchObject({
      state: 'complete',
    });
  }
  const inState = async (state: 'waiting' | 'sent' | 'failed') =>
    (await admin.must('GET /mails', undefined, { query: { state, limit: 200 } })).items;
  const tried = async () => (await inState('waiting')).filter(({ attempts, error }) => attempts > 0 && error);
  await expect.poll(async () => (await tried()).length, { timeout: 20_000 }).toBe(12);
  expect(await inState('sent')).toEqual([]);
  expect(await admin.must('GET /overview')).toMatchObject({ mailsWaiting: 12, smtpConfigured: true });
  expect((await new Client(server.url).raw('GET', '/healthz')).status).toBe(200);

  const mailbox = await openMailbox(port);
  await clock.forward(10 * minutes);
  await expect.poll(async () => (await inState('sent')).length, { timeout: 20_000 }).toBe(12);
  const received = mailbox.received.map(({ to, subject }) => `${to?.[0]?.address}: ${subject}`);
  expect(new Set(received).size).toBe(12);
  expect(received).toHaveLength(12);

  await mailbox.stop();
  for (const { process } of servers) expect(process.exitCode).toBeNull();
});

test('an administrator may have a mail tried again without waiting', async () => {
  const port = await freePort();
  await admin.must('PATCH /settings', {
    mail: { smtp: { host: '127.0.0.1', port, security: 'none', username: '' } },
  });
  await enrolledPerson(admin, server, 'impatient', clock.now());
  const query = { to: 'impatient@example.com' };
  const mail = async () => (await admin.must('GET /mails', undefined, { query })).items[0];
  await expect.poll(async () => (await mail())?.attempts, { timeout: 20_000 }).toBe(1);
  const mailbox = await openMailbox(port);
  await admin.must('POST /mails/:id/retry', undefined, { params: { id: (await mail())?.id ?? '' } });
  await expect.poll(async () => (await mail())?.state, { timeout: 20_000 }).toBe('sent');
  expect(mailbox.received).toHaveLength(1);
  await mailbox.stop();
});
