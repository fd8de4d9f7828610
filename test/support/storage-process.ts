/**
 * A process of its own on a database: opens it, says so, and waits for a line of input; then does what its argument
 * says, many times at once, and prints how often it was told yes.
 */
import { once } from 'node:events';
import type { AuthenticatorId, BackupCodeId } from '../../server/src/kernel/ids.ts';
import type { Repositories } from '../../server/src/ports/repositories.ts';
import { openStorage, type StorageOptions } from '../../server/src/storage/open.ts';
import { settings } from './samples.ts';

/** What every one of the processes attempts, `times` at once. */
export type Attempt =
  | { readonly what: 'advance'; readonly id: AuthenticatorId; readonly counter: number }
  | { readonly what: 'consume'; readonly id: BackupCodeId }
  | { readonly what: 'spend'; readonly key: string; readonly max: number }
  | { readonly what: 'append' };

export interface Task {
  readonly options: StorageOptions;
  readonly attempt: Attempt;
  readonly times: number;
}

async function succeeds(all: Repositories, attempt: Attempt): Promise<boolean> {
  switch (attempt.what) {
    case 'advance':
      return all.authenticators.advanceCounter(attempt.id, attempt.counter, 1);
    case 'consume':
      return all.backupCodes.consume(attempt.id, 1);
    case 'spend':
      return (
        await all.throttles.spend({ key: attempt.key, user: null }, { max: attempt.max, window: 60_000 }, 1)
      ).allowed;
    case 'append':
      await all.audit.append({ kind: 'race', at: 1, actor: { kind: 'system' } });
      return true;
  }
}

if (import.meta.main) {
  const { options, attempt, times }: Task = JSON.parse(process.argv[2] ?? '{}');
  const storage = await openStorage(options, settings);
  console.log('ready');
  await once(process.stdin, 'data');
  const attempts = Array.from({ length: times }, () => storage.transact((all) => succeeds(all, attempt)));
  console.log((await Promise.all(attempts)).filter(Boolean).length);
  await storage.close();
  process.exit(0);
}
