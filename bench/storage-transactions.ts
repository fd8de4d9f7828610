/**
 * Storage alone: what a second-factor verification writes (two transactions, eight statements), 32 at a time, beside raw
 * durable transactions of one SELECT, UPDATE and INSERT each, on the same file system.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { defaultSettings } from '../server/src/config/default-settings.ts';
import { systemClock } from '../server/src/kernel/clock.ts';
import { type AuthenticatorId, type Id, idMaker, type UserId } from '../server/src/kernel/ids.ts';
import { systemRandom } from '../server/src/kernel/random.ts';
import { openStorage, type StorageOptions } from '../server/src/storage/open.ts';
import type { Storage } from '../server/src/storage/storage.ts';

const users = 1_000;
const milliseconds = 3_000;
const newId: <K extends string>() => Id<K> = idMaker(systemClock, systemRandom);

interface Person {
  readonly user: UserId;
  readonly totp: AuthenticatorId;
  counter: number;
}

async function populate(storage: Storage): Promise<Person[]> {
  const people = Array.from({ length: users }, () => ({
    user: newId<'user'>(),
    totp: newId<'authenticator'>(),
    counter: 0,
  }));
  await storage.transact(async (to) => {
    for (const { user, totp } of people) {
      await to.users.add({
        id: user,
        username: user,
        displayName: user,
        email: `${user}@example.org`,
        state: 'active',
        role: null,
        passwordHash: null,
        createdAt: 1,
        activatedAt: 1,
      });
      await to.authenticators.add({
        id: totp,
        user,
        method: 'totp',
        name: 'phone',
        data: 'x'.repeat(100),
        externalId: null,
        counter: 0,
        createdAt: 1,
        lastUsedAt: null,
        consecutiveFailures: 0,
        disabledAt: null,
      });
    }
  });
  return people;
}

/** As flows/factor does it: spend the budget, read, then consume, prove and record. */
async function verify(storage: Storage, person: Person, now: number): Promise<void> {
  const key = `totp:user:${person.user}`;
  await storage.transact(({ throttles }) => throttles.spend(key, { max: 10, window: 60_000 }, now));
  await storage.read.users.withFacts(person.user);
  await storage.read.authenticators.ofUser(person.user);
  person.counter += 1;
  const { counter } = person;
  await storage.transact(async ({ authenticators, throttles, audit }) => {
    if (!(await authenticators.advanceCounter(person.totp, counter, now))) throw new Error('used');
    await throttles.clear(key);
    await audit.append({
      kind: 'factor.verified',
      at: now,
      actor: { kind: 'user', id: person.user },
      address: '192.0.2.1',
    });
  });
}

/** Calls per second, and the 99th percentile of their latency in milliseconds. */
async function measure(concurrency: number, call: (index: number) => Promise<unknown>) {
  const latencies: number[] = [];
  const end = performance.now() + milliseconds;
  let index = 0;
  const worker = async () => {
    while (performance.now() < end) {
      const start = performance.now();
      await call(index++);
      latencies.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  latencies.sort((a, b) => a - b);
  const p99 = latencies[Math.floor(latencies.length * 0.99)] ?? 0;
  return { perSecond: Math.round((latencies.length * 1_000) / milliseconds), p99: Number(p99.toFixed(1)) };
}

async function rawTransactions(folder: string) {
  const database = new Sqlite(join(folder, 'raw.db'));
  database.pragma('journal_mode = wal');
  database.pragma('synchronous = full');
  database.exec(
    'create table counters (id integer primary key, n integer); create table log (id integer primary key, text text)',
  );
  const add = database.prepare('insert into counters values (?, 0)');
  for (let id = 0; id < users; id += 1) add.run(id);
  const select = database.prepare('select * from counters where id = ?');
  const update = database.prepare('update counters set n = n + 1 where id = ?');
  const insert = database.prepare('insert into log (text) values (?)');
  const transaction = database.transaction((id: number) => {
    select.get(id);
    update.run(id);
    insert.run('x'.repeat(100));
  });
  const result = await measure(1, async (index) => transaction.immediate(index % users));
  database.close();
  return result;
}

async function verifications(options: StorageOptions) {
  const storage = await openStorage(options, defaultSettings('http://localhost'));
  const people = await populate(storage);
  const result = await measure(32, (index) => verify(storage, people[index % users] as Person, Date.now()));
  await storage.close();
  return result;
}

const folder = mkdtempSync(join(tmpdir(), 'sallyport-bench-'));
console.log('raw durable transactions       ', await rawTransactions(folder));
console.log('verifications, SQLite, 32      ', await verifications({ kind: 'sqlite', folder }));
const url = process.env.SALLYPORT_DATABASE_URL;
if (url !== undefined)
  console.log('verifications, PostgreSQL, 32  ', await verifications({ kind: 'postgres', url }));
rmSync(folder, { recursive: true });
