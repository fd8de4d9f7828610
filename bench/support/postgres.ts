import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, globSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../../test/support/server.ts';

export interface PostgresServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** A PostgreSQL server of our own, as durable as it is by default; undefined where none is installed. */
export const startPostgres = async (): Promise<PostgresServer | undefined> => {
  const bin = findBinaries();
  if (bin === undefined) return undefined;
  const as = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-bench-pg-'));
  const password = randomBytes(16).toString('hex');
  writeFileSync(join(folder, 'password'), password);
  for (const path of [folder, join(folder, 'password')]) chownSync(path, as.uid, as.gid);
  const data = join(folder, 'data');
  const access = ['-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', join(folder, 'password')];
  execFileSync(join(bin, 'initdb'), ['-D', data, '-E', 'UTF8', '--no-locale', ...access], {
    ...as,
    cwd: folder,
  });

  const port = await freePort();
  const listen = ['-h', '127.0.0.1', '-p', String(port), '-k', '', '-N', '100'];
  // The shell waits for the end of its input, which comes even when this process is killed; then it stops the server.
  const keeper =
    '"$@" >"$0/log" 2>&1 & server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf "$0"';
  const command = [folder, join(bin, 'postgres'), '-D', data, ...listen];
  const child = spawn('sh', ['-c', keeper, ...command], {
    ...as,
    cwd: folder,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  await answers(url).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url, stop };
};

const findBinaries = (): string | undefined => {
  const newestFirst = globSync('/usr/lib/postgresql/*/bin').sort((a, b) =>
    b.localeCompare(a, 'en', { numeric: true }),
  );
  return [...newestFirst, ...(process.env.PATH ?? '').split(':')].find((folder) =>
    ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))),
  );
};

/** PostgreSQL refuses to run as root. */
const unprivileged = (): { readonly uid: number; readonly gid: number } => {
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0) return { uid, gid: process.getgid?.() ?? 0 };
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
};

const answers = async (url: string): Promise<void> => {
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
};
