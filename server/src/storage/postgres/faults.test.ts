import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import pg from 'pg';
import { expect, test } from 'vitest';
import { addUser } from '../../../../test/support/databases.ts';
import { createTestDatabase } from '../../../../test/support/postgres.ts';
import { settings, someUser } from '../../../../test/support/samples.ts';
import { StorageUnavailable } from '../../ports/unavailable.ts';
import { openStorage } from '../open.ts';

/** The database behind a door that can be shut. */
async function behindDoor() {
  const url = new URL(await createTestDatabase());
  const [host, port] = [url.hostname, Number(url.port)];
  const sockets = new Set<Socket>();
  let open = true;
  const door = createServer((inside) => {
    if (!open) return inside.destroy();
    const outside = connect(port, host);
    for (const [from, to] of [
      [inside, outside],
      [outside, inside],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy()).on('close', () => to.destroy());
    }
    return undefined;
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  const address = door.address();
  url.port = String(typeof address === 'object' ? address?.port : address);
  const storage = await openStorage({ kind: 'postgres', url: url.href }, settings);
  return {
    storage,
    shut: () => {
      open = false;
      for (const socket of sockets) socket.destroy();
    },
    reopen: () => {
      open = true;
    },
    close: async () => {
      await storage.close();
      door.close();
    },
  };
}

test('a lost database is unavailable, within transactions too; reachable again, it goes on', async () => {
  const { storage, shut, reopen, close } = await behindDoor();
  const user = await addUser(storage);
  const lost = storage.transact(async ({ users }) => {
    await users.add(someUser());
    shut();
    await users.count();
  });
  await expect(lost).rejects.toThrow(StorageUnavailable);
  await expect(addUser(storage)).rejects.toThrow(StorageUnavailable);
  await expect(storage.read.users.count()).rejects.toThrow(StorageUnavailable);
  await expect(storage.healthy()).rejects.toThrow(StorageUnavailable);
  reopen();
  expect(await storage.read.users.byId(user.id)).toMatchObject(user);
  expect(await storage.read.users.count()).toBe(1);
  await storage.healthy();
  await close();
});

test('connections the server ends while idle are replaced', async () => {
  const url = await createTestDatabase();
  const storage = await openStorage({ kind: 'postgres', url }, settings);
  await Promise.all(Array.from({ length: 5 }, () => addUser(storage)));
  const admin = new pg.Client(url);
  await admin.connect();
  await admin.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await admin.end();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await storage.read.users.count()).toBe(5);
  await storage.close();
});

test('a server that is not there is unavailable', async () => {
  const url = 'postgres://nobody@127.0.0.1:9/none';
  await expect(openStorage({ kind: 'postgres', url }, settings)).rejects.toThrow(StorageUnavailable);
});

test('works that would lock each other out are tried again', async () => {
  const storage = await openStorage({ kind: 'postgres', url: await createTestDatabase() }, settings);
  const [one, other] = [await addUser(storage), await addUser(storage)];
  const inOrder = (first: typeof one, second: typeof one) =>
    storage.transact(async ({ users }) => {
      await users.lock(first.id);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await users.lock(second.id);
      return true;
    });
  expect(await Promise.all([inOrder(one, other), inOrder(other, one)])).toEqual([true, true]);
  await storage.close();
});
