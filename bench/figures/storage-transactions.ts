import { openStorage } from '../../server/src/storage/open.ts';
import type { Storage } from '../../server/src/storage/storage.ts';
import { newId, settings, someUser } from '../../test/support/samples.ts';
import { type Benchmark, figure } from '../support/figure.ts';
import { atATime, inTurn } from '../support/load.ts';
import { rawTransactions } from '../support/raw-transactions.ts';

const width = 32;
const perRound = 2_000;
const rounds = 5;
const now = Date.now();

interface Holder {
  readonly user: ReturnType<typeof someUser>;
  readonly totp: ReturnType<typeof newId<'authenticator'>>;
  step: number;
}

/**
 * Storage alone: what it reads and writes for a second factor, without all that stands above it (`second-factors`).
 * Beside it, transactions on a database of the same file system, one after another.
 */
export const storageTransactions: Benchmark = {
  figures: ['storage-transactions'],
  async run(workbench) {
    const { folder } = await workbench.installation();
    const storage = await openStorage({ kind: 'sqlite', folder }, settings);
    workbench.defer(() => storage.close());
    using raw = rawTransactions(folder);
    const holders = await addHolders(storage);
    const { a, b } = await inTurn(
      rounds,
      () => raw.run(perRound),
      () => atATime(width, holders, (holder) => verify(storage, holder)),
    );
    return [
      figure({
        name: 'storage-transactions',
        value: perSecond(b),
        unit: '/s',
        reference: { what: 'raw durable transactions', value: perSecond(a) },
      }),
    ];
  },
};

const addHolders = async (storage: Storage): Promise<readonly Holder[]> => {
  const holders = Array.from({ length: perRound }, () => ({
    user: someUser(),
    totp: newId<'authenticator'>(),
    step: 0,
  }));
  await storage.transact(async ({ users, authenticators }) => {
    await users.addMany(holders.map(({ user }) => user));
    for (const { user, totp } of holders)
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
        disabledAt: null,
      });
  });
  return holders;
};

/** As the flow does it: spend a try and make it durable, read, then consume and record. */
const verify = async ({ transact, read }: Storage, holder: Holder): Promise<void> => {
  const { user, totp } = holder;
  const key = { key: `totp:user:${user.id}`, user: user.id };
  await transact(({ throttles }) => throttles.spend(key, { max: 10, window: 60_000 }, now));
  await read.users.withFacts(user.id);
  await read.authenticators.ofUser(user.id);
  holder.step += 1;
  await transact(async ({ authenticators, throttles, audit }) => {
    if (!(await authenticators.advanceCounter(totp, holder.step, now))) throw new Error('used');
    await throttles.clear(key);
    await audit.append({ kind: 'factor.verified', at: now, actor: { kind: 'user', id: user.id } });
  });
};

const perSecond = (milliseconds: number): number => (perRound / milliseconds) * 1000;
