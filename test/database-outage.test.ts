import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Client } from './support/client.ts';
import { totpCode } from './support/oathtool.ts';
import { administrator, type Enrolled, enrolledPerson, type Person, startSignIn } from './support/people.ts';
import { createTestDatabase } from './support/postgres.ts';
import { freePort, type Installation, install, type RunningServer } from './support/server.ts';

/** "Keeping going": without its database the server refuses, says so, and goes on by itself when it is back. */
const start = new Date('2026-03-02T09:00:00Z');
const later = new Date('2026-03-02T09:10:00Z');

interface House {
  readonly installation: Installation;
  readonly server: RunningServer;
  readonly person: Person & Enrolled;
  /** Password entered, and a code that is right: one step from being in. */
  readonly atTheDoor: Client;
  readonly code: string;
}

const open = async (installation: Installation): Promise<House> => {
  const server = await installation.start();
  const admin = await administrator(installation, server);
  const person = await enrolledPerson(admin, server, 'rachel', start);
  await installation.setClock(later);
  const atTheDoor = await startSignIn(server, person);
  return { installation, server, person, atTheDoor, code: await totpCode(person.secret, later) };
};

const health = async ({ server }: House) => (await new Client(server.url).raw('GET', '/healthz')).status;
const prove = ({ atTheDoor, code }: House) =>
  atTheDoor.call('POST /sign-ins/current/proofs', { method: 'totp', code });

/** Refused clearly, and nobody is in. */
const expectRefused = async (house: House): Promise<void> => {
  const { server, person, atTheDoor } = house;
  const stranger = new Client(server.url, server);
  for (const answer of [
    await prove(house),
    await stranger.call('POST /sign-ins', { username: person.username, password: person.password }),
  ]) {
    expect(answer).toMatchObject({ status: 503, problem: { code: 'unavailable', retryAfter: 5 } });
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.problem.detail).not.toMatch(/sqlite|postgres|\.db|select|insert/i);
  }
  expect((await atTheDoor.call('GET /session')).status).not.toBe(200);
  await expect.poll(() => health(house), { timeout: 30_000 }).toBe(503);
};

/** Without a restart: the very code that was refused is good, once. */
const expectRecovered = async (house: House): Promise<void> => {
  await expect.poll(() => health(house), { timeout: 30_000 }).toBe(200);
  const answer = await prove(house);
  expect(answer.body).toMatchObject({ state: 'complete' });
  expect((await house.atTheDoor.call('GET /session')).status).toBe(200);
  const again = await startSignIn(house.server, house.person);
  expect((await prove({ ...house, atTheDoor: again })).problem.code).toBe('used-code');
  expect(house.server.process.exitCode).toBeNull();
};

describe('SQLite', () => {
  let house: House;
  let database: string;

  beforeEach(async () => {
    house = await open(await install({ clock: start }));
    database = join(house.installation.folder, 'data', 'sallyport.db');
  });
  afterEach(() => house.installation.remove());

  test('held by another process for too long', async () => {
    const other = new Sqlite(database);
    other.exec('begin immediate');
    await expectRefused(house);
    other.exec('rollback');
    other.close();
    await expectRecovered(house);
  });

  test('gone, and put back', async () => {
    for (const name of ['', '-wal', '-shm']) renameSync(database + name, `${database}.away${name}`);
    await expectRefused(house);
    expect((await house.person.browser.call('GET /session')).status).toBe(503);
    for (const name of ['', '-wal', '-shm']) renameSync(`${database}.away${name}`, database + name);
    await expectRecovered(house);
  });
});

/** A file system of 6 MB, where this machine lets one be made. */
const smallDisk = (): string | undefined => {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', folder], { stdio: 'pipe' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
};

describe('SQLite on a small disk', () => {
  test('full, and with room again', async ({ skip }) => {
    const disk = smallDisk();
    if (disk === undefined) return skip('only root can mount a small disk');
    const installation = await install({ clock: start });
    try {
      installation.environment.SALLYPORT_DATA = join(disk, 'data');
      mkdirSync(join(disk, 'data'), { mode: 0o700 });
      const house = await open(installation);
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(join(disk, 'fill'), Buffer.alloc(bavail * bsize));
      await expectRefusedInTheEnd(house);
      rmSync(join(disk, 'fill'));
      await expectRecovered(house);
    } finally {
      await installation.remove();
      execFileSync('umount', ['-l', disk]);
      rmSync(disk, { recursive: true });
    }
  });
});

/** What room the log has left is used first. */
const expectRefusedInTheEnd = async (house: House): Promise<void> => {
  const wrong = { username: 'nobody', password: 'not the password of anybody' };
  const fill = async () =>
    (await new Client(house.server.url, house.server).call('POST /sign-ins', wrong)).status;
  await expect.poll(fill, { timeout: 30_000, interval: 0 }).toBe(503);
  await expectRefused(house);
};

/** What stands between the server and PostgreSQL, and can be cut. */
const cuttableLine = async (to: URL) => {
  const port = await freePort();
  const lines = new Set<Socket>();
  let listener: Server | undefined;
  const mend = async (): Promise<void> => {
    listener = createServer((from) => {
      const onward = dial(Number(to.port), to.hostname);
      for (const [one, other] of [
        [from, onward],
        [onward, from],
      ] as const) {
        lines.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => lines.delete(one));
      }
    });
    await new Promise<void>((resolve) => listener?.listen(port, '127.0.0.1', resolve));
  };
  const cut = async (): Promise<void> => {
    const closed = new Promise((resolve) => listener?.close(resolve));
    for (const line of lines) line.destroy();
    await closed;
  };
  await mend();
  const url = new URL(to);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return { url: url.href, cut, mend };
};

test('PostgreSQL: gone, and back', async () => {
  const line = await cuttableLine(new URL(await createTestDatabase()));
  const installation = await install({ clock: start, databaseUrl: line.url });
  try {
    const house = await open(installation);
    await line.cut();
    await expectRefused(house);
    expect((await house.person.browser.call('GET /session')).status).toBe(503);
    await line.mend();
    await expectRecovered(house);
  } finally {
    await installation.remove();
    await line.cut();
  }
});
