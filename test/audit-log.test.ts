import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Client } from './support/client.ts';
import { administrator } from './support/people.ts';
import { runRaw } from './support/raw-sql.ts';
import { type Installation, install, type RunningServer } from './support/server.ts';

let installation: Installation;
let server: RunningServer;
let admin: Client;
const folder = () => join(installation.folder, 'data');

beforeAll(async () => {
  installation = await install();
  server = await installation.start();
  admin = await administrator(installation, server);
  for (const name of ['ann', 'ben', 'cem'])
    await admin.must('POST /users', {
      username: name,
      displayName: name === 'ben' ? '=HYPERLINK("http://evil.example")' : name,
      email: `${name}@example.com`,
    });
  await admin.must('POST /groups', { name: '=cmd|calc', description: '' });
});
afterAll(() => installation.remove());

interface Line {
  readonly seq: number;
  readonly previous: string;
  readonly hash: string;
  readonly event: Record<string, unknown>;
}

/** As docs/audit.md tells an outsider to do it, without any of our code. */
const hashOf = ({ seq, previous, event }: Line): string => {
  const sorted = (value: unknown) =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
      : null;
  const { kind, at, actor, subject, address, details } = event;
  const said = JSON.stringify([kind, at, sorted(actor), sorted(subject), address ?? null, sorted(details)]);
  return createHash('sha256').update(`${previous}\n${seq}\n${said}`).digest('hex');
};

const exported = async (search: string): Promise<string> => {
  const answer = await admin.raw<string>('GET', `/api/v1/audit-events/export?${search}`);
  expect(answer.status).toBe(200);
  return answer.body;
};

test('an export as JSON lines holds all that an outsider needs to follow the chain, its own entry included', async () => {
  const text = await exported('format=jsonl');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line): Line => JSON.parse(line));
  let previous = '0'.repeat(64);
  for (const [index, line] of lines.entries()) {
    expect(line).toMatchObject({ seq: index + 1, previous });
    expect(line.hash).toBe(hashOf(line));
    previous = line.hash;
  }
  expect(lines.at(-1)?.event).toMatchObject({
    kind: 'audit-log.exported',
    actor: { kind: 'token', name: 'tests' },
    details: { format: 'jsonl' },
  });
});

test('an export as CSV has what the search finds, and no cell that a spreadsheet takes for a formula', async () => {
  const csv = await exported('format=csv&kind=group,user.created');
  const rows = csv.trimEnd().split('\r\n');
  expect(rows[0]).toBe(
    'seq,at,kind,actorKind,actorId,actorName,subjectKind,subjectId,subjectName,address,details,previous,hash',
  );
  expect(rows).toHaveLength(5);
  expect(csv).toContain(",'=cmd|calc,");
  expect(csv).not.toMatch(/(^|,)"?[=+@-]/m);
});

test('only those may export who may, and a format or a time that is none is refused', async () => {
  const { stdout } = await installation.cli(['token', 'create', '--name', 'a', '--role', 'auditor']);
  const headers = { authorization: `Bearer ${stdout.trim()}` };
  const refused = await admin.raw('GET', '/api/v1/audit-events/export', undefined, headers);
  expect(refused).toMatchObject({ status: 403, problem: { code: 'permission-denied' } });
  for (const field of ['format', 'from', 'outcome', 'kind']) {
    const answer = await admin.raw('GET', `/api/v1/audit-events/export?${field}=!`);
    expect(answer).toMatchObject({ status: 400, problem: { errors: [{ field }] } });
  }
});

test('the log is searched by text, kinds, time and outcome', async () => {
  const find = async (query: Record<string, string>) =>
    (await admin.must('GET /audit-events', undefined, { query })).items.map(({ kind, subject }) =>
      [kind, subject?.name].join(' '),
    );
  expect(await find({ text: 'CEM' })).toEqual(['user.created cem']);
  expect(await find({ kind: 'user,group.c' })).toEqual([
    'group.created =cmd|calc',
    'user.created cem',
    'user.created ben',
    'user.created ann',
  ]);
  expect(await find({ until: '2020-01-01T00:00:00Z' })).toEqual([]);
  expect(await find({ outcome: 'failure' })).toEqual([]);
});

test('the server signs by itself, into the database and the file; the command line verifies beside it', async () => {
  const file = join(folder(), 'audit-checkpoints.jsonl');
  await vi.waitFor(() => expect(existsSync(file)).toBe(true), { timeout: 20_000, interval: 200 });
  const { stdout } = await installation.cli(['audit', 'checkpoint', '--json']);
  const { checkpoint } = JSON.parse(stdout);
  const { items, publicKey, since } = await admin.must('GET /audit-events/checkpoints');
  const [latest] = items;
  // Nothing is left to sign for the command where the server was faster.
  expect(checkpoint ?? latest).toEqual(latest);
  expect(since).toBe(0);
  expect((await installation.cli(['audit', 'key'])).stdout).toBe(publicKey);
  expect(
    (await readFile(file, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toContainEqual(latest);
  const verified = await installation.cli(['audit', 'verify', '--json']);
  expect(JSON.parse(verified.stdout)).toMatchObject({ entries: latest?.seq, faults: [] });
});

test('what was tampered with is named, with exit code 1, by verify and by doctor', async () => {
  await runRaw(
    { kind: 'sqlite', folder: folder() },
    "update audit_events set event = replace(event, 'cem', 'eve') where event like '%cem%'",
  );
  const failed = await installation.cli(['audit', 'verify']).catch((error: unknown) => error);
  expect(failed).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^FAIL {2}entry \d+ is not what was recorded$/m),
  });
  await expect(installation.cli(['doctor'])).rejects.toMatchObject({
    stdout: expect.stringMatching(/^FAIL {2}audit-log: entry \d+ is not what was recorded$/m),
  });
});
