import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { addUser, databases } from '../../../test/support/databases.ts';
import { newId, settings } from '../../../test/support/samples.ts';
import type { Attempt, Task } from '../../../test/support/storage-process.ts';
import { verify } from '../audit/chain.ts';
import { openStorage, type StorageOptions } from './open.ts';
import type { Storage } from './storage.ts';

const script = new URL('../../../test/support/storage-process.ts', import.meta.url).pathname;

async function start(task: Task): Promise<{ go(): Promise<number> }> {
  const child = spawn(process.execPath, [script, JSON.stringify(task)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  return {
    async go() {
      child.stdin.end('go\n');
      return Number((await lines.next()).value);
    },
  };
}

/** How often two processes, each trying `times` at once, were told yes. */
async function race(options: StorageOptions, attempt: Attempt, times: number): Promise<number> {
  const processes = await Promise.all([1, 2].map(() => start({ options, attempt, times })));
  const successes = await Promise.all(processes.map((each) => each.go()));
  return successes.reduce((sum, count) => sum + count, 0);
}

describe.each(databases)('two processes on %s', (_, make) => {
  const opened = async (
    check: (storage: Storage, options: StorageOptions) => Promise<void>,
  ): Promise<void> => {
    const options = await make();
    const storage = await openStorage(options, settings);
    await check(storage, options);
    await storage.close();
  };

  test('of 16 uses of one code at once exactly one counts', { timeout: 30_000 }, () =>
    opened(async (storage, options) => {
      const [user, totp, code] = [await addUser(storage), newId<'authenticator'>(), newId<'backup-code'>()];
      await storage.transact(async ({ authenticators, backupCodes }) => {
        await authenticators.add({
          id: totp,
          user: user.id,
          method: 'totp',
          name: '',
          data: '',
          externalId: null,
          counter: 4,
          createdAt: 1,
          lastUsedAt: null,
          disabledAt: null,
        });
        await backupCodes.replace(user.id, [{ id: code, user: user.id, salt: '', hash: '' }], 1);
      });
      expect(await race(options, { what: 'advance', id: totp, counter: 5 }, 8)).toBe(1);
      expect(await race(options, { what: 'consume', id: code }, 8)).toBe(1);
    }),
  );

  test('of 50 tries at once a budget of 10 lets 10 pass', { timeout: 30_000 }, () =>
    opened(async (_, options) => {
      expect(await race(options, { what: 'spend', key: 'totp:user:x', max: 10 }, 25)).toBe(10);
    }),
  );

  test('both append to one chain', { timeout: 30_000 }, () =>
    opened(async (storage, options) => {
      expect(await race(options, { what: 'append' }, 50)).toBe(100);
      const { end, faults } = verify(await storage.read.audit.stored(0, 1_000));
      expect([end.seq, faults]).toEqual([100, []]);
    }),
  );

  test('both start on an empty database at once', { timeout: 30_000 }, async () => {
    const options = await make();
    expect(await race(options, { what: 'append' }, 1)).toBe(2);
  });
});
