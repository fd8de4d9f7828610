/** Runs the same tests on SQLite and on PostgreSQL, each on a fresh database. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import type { NewUser } from '../../server/src/ports/users.ts';
import { openStorage, type StorageOptions } from '../../server/src/storage/open.ts';
import type { Storage } from '../../server/src/storage/storage.ts';
import { createTestDatabase } from './postgres.ts';
import { settings, someUser } from './samples.ts';

/** A fresh folder for SQLite, gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const databases: readonly (readonly [name: string, make: () => Promise<StorageOptions>])[] = [
  ['SQLite', async () => ({ kind: 'sqlite', folder: temporaryFolder() })],
  ['PostgreSQL', async () => ({ kind: 'postgres', url: await createTestDatabase() })],
];

/** An open database and what it takes to open it again. */
export interface Given {
  readonly storage: Storage;
  readonly options: StorageOptions;
}

/** `given()` is for use inside tests. */
export function onBothDatabases(tests: (given: () => Given) => void): void {
  describe.each(databases)('on %s', (_, make) => {
    let given: Given | undefined;
    beforeAll(async () => {
      const options = await make();
      given = { options, storage: await openStorage(options, settings) };
    });
    afterAll(() => given?.storage.close());
    tests(() => {
      if (given === undefined) throw new Error('the database is not open yet');
      return given;
    });
  });
}

export async function addUser(storage: Storage, given: Partial<NewUser> = {}): Promise<NewUser> {
  const user = someUser(given);
  if (!(await storage.transact(({ users }) => users.add(user)))) throw new Error(`${user.username} is taken`);
  return user;
}
