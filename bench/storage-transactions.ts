/**
 * Storage alone, for working on it (`node bench/storage-transactions.ts`): what a second-factor verification reads and
 * writes, 32 at a time, beside raw durable transactions on the same file system. The figure with all that stands above
 * storage is second-factors.ts.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStorage } from '../server/src/storage/open.ts';
import { newId, settings, someUser } from '../test/support/samples.ts';
import { atATime, inTurn } from './support/load.ts';
import { rawTransactions } from './support/raw-transactions.ts';

const count = 2_000;
const now = Date.now();
const folder = mkdtempSync(join(tmpdir(), 'sallyport-bench-'));
const storage = await openStorage({ kind: 'sqlite', folder }, settings);

const people = Array.from({ length: count }, () => ({
  user: someUser(),
  totp: newId<'authenticator'>(),
  step: 0,
}));
await storage.transact(async ({ users, authenticators }) => {
  await users.addMany(people.map(({ user }) => user));
  for (const { user, totp } of people)
    await authenticators.add({
      id: totp,
      user: user.id,
      method: 'totp',
      name: 'phone',
      data: 'x'.repeat(100),
      externalId: null,
      counter: 0,
      createdAt: now,
      lastUsedAt: null,
      consecutiveFailures: 0,
      disabledAt: null,
    });
});

/** As the flow does it: spend a try and make it durable, read, then consume and record. */
async function verify(person: (typeof people)[number]): Promise<void> {
  const { user, totp } = person;
  const key = `totp:user:${user.id}`;
  await storage.transact(({ throttles }) => throttles.spend(key, { max: 10, window: 60_000 }, now));
  await storage.read.users.withFacts(user.id);
  await storage.read.authenticators.ofUser(user.id);
  person.step += 1;
  await storage.transact(async ({ authenticators, throttles, audit }) => {
    if (!(await authenticators.advanceCounter(totp, person.step, now))) throw new Error('used');
    await throttles.clear(key);
    await audit.append({ kind: 'factor.verified', at: now, actor: { kind: 'user', id: user.id } });
  });
}

using raw = rawTransactions(folder);
const measured = await inTurn(
  5,
  () => atATime(32, people, verify),
  () => raw.run(count),
);
const perSecond = (milliseconds: number) => Math.round((count / milliseconds) * 1_000);
console.log('verifications a second        ', perSecond(measured.a));
console.log('raw durable transactions      ', perSecond(measured.b));
await storage.close();
rmSync(folder, { recursive: true });
