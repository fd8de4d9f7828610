/** Adds users to the SQLite database in the given folder until it is killed; a line for each that was acknowledged. */
import { writeSync } from 'node:fs';
import { openStorage } from '../../server/src/storage/open.ts';
import { settings, someUser } from './samples.ts';

const storage = await openStorage({ kind: 'sqlite', folder: process.argv[2] ?? '' }, settings);
const add = async () => {
  for (;;) {
    const { id } = someUser();
    await storage.transact(({ users }) => users.add(someUser({ id })));
    writeSync(1, `${id}\n`);
  }
};
await Promise.all(Array.from({ length: 8 }, add));
