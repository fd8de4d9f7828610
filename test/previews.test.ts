import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from './support/client.ts';
import { databases } from './support/databases.ts';
import { type MovingClock, minutes, movingClock } from './support/moving-clock.ts';
import { activePerson, administrator } from './support/people.ts';
import { freePort, type Installation, install } from './support/server.ts';

const change = { subject: { kind: 'everyone' }, requirement: { strength: 'forced' } } as const;

describe.each(databases)('a preview where two servers stand behind one address, on %s', (_, make) => {
  let installation: Installation;
  let admin: Client;
  let other: Client;
  let clock: MovingClock;

  beforeAll(async () => {
    const start = new Date('2026-03-02T09:00:00Z');
    const options = await make();
    installation = await install({
      clock: start,
      ...(options.kind === 'postgres' && { databaseUrl: options.url }),
    });
    clock = movingClock(installation, start);
    const server = await installation.start();
    const second = await installation.start({ port: await freePort() });
    admin = await administrator(installation, server);
    const { stdout } = await installation.cli(['token', 'create', '--name', 'other', '--role', 'owner']);
    other = new Client(second.url, { token: stdout.trim() });
    await activePerson(admin, server, 'ann');
  }, 60_000);
  afterAll(() => installation.remove());

  test('asked for at the one, it is looked at and exported at the other, which makes it again', async () => {
    const made = await admin.must('POST /policies/preview', change);
    const params = { id: made.id };
    expect(await other.must('GET /policies/previews/:id', undefined, { params })).toEqual(made);
    const { body } = await other.raw<string>(
      'GET',
      `/api/v1/policies/previews/${made.id}/people.csv?category=enroll-now`,
    );
    expect(body).toMatch(/^username,.*\r\n(.*\r\n)*ann,/);
    const events = await admin.must('GET /audit-events', undefined, { query: { kind: 'preview.exported' } });
    expect(events.items).toMatchObject([
      {
        actor: { kind: 'token', name: 'other' },
        details: { preview: made.id, category: 'enroll-now' },
      },
    ]);
  });

  test('it is forgotten by both after a quarter of an hour', async () => {
    const { id } = await admin.must('POST /policies/preview', change);
    await clock.forward(16 * minutes);
    for (const client of [admin, other])
      expect(await client.call('GET /policies/previews/:id', undefined, { params: { id } })).toMatchObject({
        status: 404,
      });
  });
});
