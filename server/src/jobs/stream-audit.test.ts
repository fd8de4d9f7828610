import { afterAll, expect, test } from 'vitest';
import { admin, type House, monday, openHouse } from '../../../test/support/administration.ts';
import { createTestDatabase } from '../../../test/support/postgres.ts';
import { openSyslog, openWebhook, selfSigned } from '../../../test/support/receivers.ts';
import { auditReceiver } from '../delivery/audit-receiver.ts';
import { getStreamState } from '../flows/administer/audit/stream-state.ts';
import { editSettings } from '../flows/administer/settings/edit.ts';
import { getSettings } from '../flows/administer/settings/read.ts';
import type { AuditEvent } from '../ports/audit-log.ts';
import type { Task } from './runner.ts';
import { streamAudit } from './stream-audit.ts';

const never = new AbortController().signal;
const certificate = selfSigned();
const stopping: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stopping) await stop();
});
const stopped = <T extends { stop(): Promise<void> }>(receiver: T): T => {
  stopping.push(() => receiver.stop());
  return receiver;
};

const taskOf = (house: House): Task =>
  streamAudit({ ...house, auditReceiver: auditReceiver(house.clock, house.sealer, house.origin) });

const record = (house: House, count: number): Promise<void> =>
  house.transact(({ audit }) =>
    audit.append(
      ...Array.from(
        { length: count },
        (_, index): AuditEvent => ({
          kind: 'user.edited',
          at: house.clock.now(),
          actor: { kind: 'user', id: 'u', name: 'Zoë “the boss”' },
          // Long enough that a receiver which hangs up amid a batch leaves some of it unread.
          details: { index, note: 'line one\nline two '.repeat(500) },
        }),
      ),
    ),
  );

/** Lets the task run as the server would, an hour passing between tries, until nothing waits; how many runs that took. */
const runUntilDone = async (house: House, task: Task, mostRuns = 60): Promise<number> => {
  let now = house.clock.now();
  for (let runs = 1; runs <= mostRuns; runs += 1) {
    await task.run(never);
    if ((await getStreamState(house)()).behind === 0) return runs;
    now += 3_600_000;
    house.at(now);
  }
  throw new Error(`still behind after ${mostRuns} runs: ${JSON.stringify(await getStreamState(house)())}`);
};

const inOrderWithoutGaps = (seqs: readonly number[], first: number, last: number): void => {
  const firstTimes = [...new Set(seqs)];
  expect(firstTimes).toEqual(Array.from({ length: last - first + 1 }, (_, index) => first + index));
};

test.each(['SQLite', 'PostgreSQL'])(
  'on %s, a syslog server gets every entry over TLS in order, though it hangs up now and then',
  async (database) => {
    const house = await openHouse(database === 'PostgreSQL' ? await createTestDatabase() : undefined);
    const receiver = stopped(
      await openSyslog(certificate, (connection) =>
        connection % 3 === 1 ? 'at once' : connection % 3 === 2 ? 'amid' : undefined,
      ),
    );
    const stream = {
      kind: 'syslog',
      host: 'localhost',
      port: receiver.port,
      security: 'tls',
      certificateAuthority: certificate.cert,
    } as const;
    await record(house, 3);
    await editSettings(house)(admin, { audit: { stream } });
    const task = taskOf(house);
    await record(house, 350);
    expect(await runUntilDone(house, task)).toBeGreaterThan(4);
    expect(receiver.faults).toEqual([]);
    const parsed = receiver.messages.map((message) => {
      const [, id, json = ''] =
        /^<85>1 \S+Z \S+ sallyport - \S+ \[meta sequenceId="(\d+)"\] \uFEFF(.*)$/s.exec(message) ?? [];
      const entry = JSON.parse(json);
      expect(entry.seq).toBe(Number(id));
      return entry;
    });
    inOrderWithoutGaps(
      parsed.map(({ seq }) => seq),
      4,
      354,
    );
    expect(parsed.at(-1)).toMatchObject({ actor: { name: 'Zoë “the boss”' }, details: { index: 349 } });
    expect(parsed.at(-1).hash).toBe((await house.read.audit.end()).hash);
  },
);

test('a syslog server whose certificate is not trusted gets nothing', async () => {
  const house = await openHouse();
  const receiver = stopped(await openSyslog(certificate, () => undefined));
  const stream = { kind: 'syslog', host: 'localhost', port: receiver.port, security: 'tls' } as const;
  await editSettings(house)(admin, { audit: { stream } });
  await taskOf(house).run(never);
  expect(receiver.messages).toEqual([]);
  expect(await getStreamState(house)()).toMatchObject({
    to: 'syslog',
    behind: 1,
    lastError: expect.stringContaining('self-signed certificate'),
  });
});

test('a webhook gets every entry signed and in order, though it fails now and then', async () => {
  const house = await openHouse();
  const secret = 'a secret of the receiver';
  const answers = [500, 'hang up', 302, 204, 503] as const;
  const receiver = stopped(await openWebhook(secret, (call) => answers[(call - 1) % answers.length] ?? 204));
  await editSettings(house)(admin, { audit: { stream: { kind: 'webhook', url: receiver.url, secret } } });
  await record(house, 250);
  const task = taskOf(house);
  await task.run(never);
  const failed = await getStreamState(house)();
  expect(failed).toMatchObject({
    to: 'webhook',
    position: 0,
    behind: 251,
    nextTry: '2026-11-23T09:00:02.000Z',
  });
  expect(failed.lastError).toMatch(/^The webhook at localhost:\d+ answered with HTTP status 500\.$/);
  // Not before its time.
  await task.run(never);
  expect(receiver.calls).toBe(1);

  await runUntilDone(house, task);
  inOrderWithoutGaps(receiver.seqs, 1, 251);
  expect(receiver.forged).toBe(0);
  expect(await getStreamState(house)()).toMatchObject({ position: 251, behind: 0 });
});

test('one process streams at a time; another goes on where one that is gone has stopped', async () => {
  const house = await openHouse();
  const receiver = stopped(await openWebhook('0123456789abcdef', () => 200));
  const stream = { kind: 'webhook', url: receiver.url, secret: '0123456789abcdef' } as const;
  await editSettings(house)(admin, { audit: { stream } });
  await house.transact(({ auditStream }) =>
    auditStream.claim('one that was killed', monday, monday + 60_000),
  );
  const task = taskOf(house);
  await task.run(never);
  expect(receiver.calls).toBe(0);
  house.at(monday + 60_000);
  await Promise.all([task.run(never), taskOf(house).run(never)]);
  expect(receiver.seqs).toEqual([1]);
  expect(await house.transact(({ auditStream }) => auditStream.sent('one that was killed', 9, monday))).toBe(
    false,
  );
});

test('the secret is sealed, never shown, kept for its address alone, and in no entry', async () => {
  const house = await openHouse();
  const secret = 'not to be seen by anybody';
  const stream = { kind: 'webhook', url: 'https://siem.example.org/in' } as const;
  await expect(editSettings(house)(admin, { audit: { stream } })).rejects.toMatchObject({
    code: 'invalid-request',
    errors: [{ field: 'audit.stream.secret' }],
  });
  await editSettings(house)(admin, { audit: { stream: { ...stream, secret } } });
  await editSettings(house)(admin, { audit: { stream } });
  expect((await getSettings(house)()).audit).toEqual({ stream: { ...stream, secret: '' } });
  expect(JSON.stringify(await house.read.settings.read())).not.toContain(secret);
  expect(JSON.stringify(await house.read.audit.from(1, 100))).not.toContain(secret);
  const elsewhere = { ...stream, url: 'https://evil.example.org/in' };
  await expect(editSettings(house)(admin, { audit: { stream: elsewhere } })).rejects.toMatchObject({
    errors: [{ field: 'audit.stream.secret' }],
  });
});
