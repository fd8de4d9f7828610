/**
 * A PostgreSQL server of our own for one test run: made in a temporary folder, thrown away at the end.
 * As vitest's global set-up it starts the server; tests call `createTestDatabase()`.
 */
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, globSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    postgresAdminUrl: string;
  }
}

/** A fresh, empty database; its URL. Nothing to clean up: it goes with the server. */
export async function createTestDatabase(): Promise<string> {
  const url = new URL(inject('postgresAdminUrl'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client(url.href);
  await admin.connect();
  try {
    await admin.query(`CREATE DATABASE ${name}`);
  } finally {
    await admin.end();
  }
  url.pathname = name;
  return url.href;
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const bin = findBinaries();
  const as = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-pg-'));
  const password = randomBytes(16).toString('hex');
  writeFileSync(join(folder, 'password'), password);
  chmodSync(folder, 0o700);
  for (const path of [folder, join(folder, 'password')]) chownSync(path, as.uid, as.gid);

  const initdb = [
    '-D',
    `${folder}/data`,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    '--pwfile',
    `${folder}/password`,
  ];
  execFileSync(join(bin, 'initdb'), [...initdb, '-E', 'UTF8', '--no-locale', '--no-sync'], {
    ...as,
    cwd: folder,
  });

  const port = await freePort();
  const options = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  };
  const address = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '' };
  const flags = Object.entries({ ...options, ...address }).flatMap(([key, value]) => [
    '-c',
    `${key}=${value}`,
  ]);

  // The shell waits for the end of its input, which comes even when this process is killed, and then stops
  // the server and removes the folder. It is detached so that Ctrl-C in the terminal doesn't reach it.
  const keeper = `"$@" >"$0/log" 2>&1 & server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf "$0"`;
  const command = [folder, join(bin, 'postgres'), '-D', `${folder}/data`, ...flags];
  const child = spawn('sh', ['-c', keeper, ...command], {
    ...as,
    cwd: folder,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.stdin.end();
    await ended;
  };

  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  await answers(url).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  project.provide('postgresAdminUrl', url);
  return stop;
}

function findBinaries(): string {
  const debian = globSync('/usr/lib/postgresql/*/bin').sort((a, b) =>
    b.localeCompare(a, 'en', { numeric: true }),
  );
  const folders = [...(process.env.PATH ?? '').split(':'), ...debian];
  const found = folders.find(
    (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  );
  if (!found) throw new Error('The tests need PostgreSQL (Debian: apt-get install postgresql)');
  return found;
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } {
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0) return { uid, gid: process.getgid?.() ?? 0 };
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client(url);
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (tries > 200) throw new Error('PostgreSQL did not start', { cause: error });
      await sleep(50);
    }
  }
}
