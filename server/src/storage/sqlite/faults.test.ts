import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { addUser, temporaryFolder } from '../../../../test/support/databases.ts';
import { settings, someUser } from '../../../../test/support/samples.ts';
import { StorageUnavailable } from '../../ports/unavailable.ts';
import { openStorage } from '../open.ts';
import { SqliteConnection } from './connection.ts';
import { groupCommit } from './group-commit.ts';
import { databaseFile } from './storage.ts';

async function fresh() {
  const folder = join(temporaryFolder(), 'data');
  const storage = await openStorage({ kind: 'sqlite', folder }, settings);
  return { storage, folder, path: join(folder, databaseFile) };
}

test('only the owner of the process may read the folder and its files', async () => {
  const { storage, folder, path } = await fresh();
  await addUser(storage);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const file of [path, `${path}-wal`, `${path}-shm`])
    expect(statSync(file).mode & 0o777, file).toBe(0o600);
  await storage.close();
});

test('another process that holds the database is waited for while the event loop runs on', async () => {
  const { storage, path } = await fresh();
  const other = new Sqlite(path);
  other.exec('begin immediate');
  const adding = addUser(storage);
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 5);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(turns).toBeGreaterThan(2);
  other.exec('commit');
  await adding;
  clearInterval(timer);
  await storage.close();
});

test('one that holds it too long makes it unavailable, until it lets go', { timeout: 20_000 }, async () => {
  const { storage, path } = await fresh();
  const other = new Sqlite(path);
  other.exec('begin immediate');
  const [first, second] = await Promise.allSettled([addUser(storage), storage.healthy()]);
  for (const outcome of [first, second])
    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(StorageUnavailable) });
  expect(await storage.read.users.count()).toBe(0);
  other.exec('commit');
  await addUser(storage);
  await storage.healthy();
  await storage.close();
});

test('a change for which there is no room is refused; with room again the next one succeeds', async () => {
  const path = join(temporaryFolder(), 'small.db');
  new Sqlite(path).exec('create table texts (text)').close();
  const writer = new SqliteConnection(path, ['journal_mode = wal', 'max_page_count = 10']);
  const transact = groupCommit(writer, undefined);
  const write = (length: number) =>
    transact(async () => writer.run('insert into texts values (?)', ['x'.repeat(length)]));
  await write(1);
  await expect(write(100_000)).rejects.toThrow(StorageUnavailable);
  await write(2);
  writer.run('pragma max_page_count = 1000');
  await write(100_000);
  expect(writer.run('select length(text) as length from texts').rows).toEqual([
    { length: 1 },
    { length: 2 },
    { length: 100_000 },
  ]);
  writer.close();
});

test('a database that vanished is unavailable, not made anew; put back, it goes on', async () => {
  const { storage, path } = await fresh();
  const user = await addUser(storage);
  await storage.close();
  const again = await openStorage({ kind: 'sqlite', folder: join(path, '..') }, settings);
  renameSync(path, `${path}.away`);
  await expect(addUser(again)).rejects.toThrow(StorageUnavailable);
  await expect(again.read.users.count()).rejects.toThrow(StorageUnavailable);
  await expect(again.healthy()).rejects.toThrow(StorageUnavailable);
  expect(() => statSync(path)).toThrow('ENOENT');
  renameSync(`${path}.away`, path);
  expect(await again.read.users.byId(user.id)).toMatchObject(user);
  await addUser(again);
  await again.healthy();
  await again.close();
});

test('a database that vanishes within a transaction loses nobody a change that was acknowledged', async () => {
  const { storage, path } = await fresh();
  const user = someUser();
  const adding = storage.transact(async ({ users }) => {
    await users.add(user);
    renameSync(path, `${path}.away`);
  });
  await expect(adding).rejects.toThrow(StorageUnavailable);
  renameSync(`${path}.away`, path);
  expect(await storage.read.users.byId(user.id)).toBeUndefined();
  await storage.close();
});

test('a folder that cannot be made is unavailable', async () => {
  const folder = join(temporaryFolder(), 'file');
  mkdirSync(folder);
  const path = join(folder, databaseFile);
  mkdirSync(path);
  await expect(openStorage({ kind: 'sqlite', folder }, settings)).rejects.toThrow(StorageUnavailable);
});

test('after kill -9 everything acknowledged is there', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  const script = new URL('../../../../test/support/storage-writer.ts', import.meta.url).pathname;
  let acknowledged = 0;
  for (let round = 0; round < 4; round += 1) {
    const writer = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(writer, 'exit');
    for await (const _ of createInterface(writer.stdout)) {
      acknowledged += 1;
      if (acknowledged % 150 === 0) writer.kill('SIGKILL');
    }
    await exited;
    const storage = await openStorage({ kind: 'sqlite', folder }, settings);
    expect(await storage.read.users.count()).toBeGreaterThanOrEqual(acknowledged);
    await storage.close();
  }
  expect(acknowledged).toBeGreaterThanOrEqual(600);
});
