import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../kernel/random.ts';
import { newKeyLine } from '../kernel/secrets.ts';

/**
 * The text of the key file in the data folder; folder and file are made if they are not there.
 * Of several processes starting at once, all get the key of the one that was first.
 * @throws when others than its owner may read the file.
 */
export const keyFile = (dataFolder: string, random: Random): string => {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const path = join(dataFolder, 'keys');
  if (statSync(path, { throwIfNoEntry: false }) === undefined) create(dataFolder, path, random);
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new Error(`${path} can be read by others than its owner. Mend it with: chmod 600 ${path}`);
  }
  return readFileSync(path, 'utf8');
};

/** Written aside, synced, and put in place by `link`, which fails if another process was first: never half a file. */
function create(folder: string, path: string, random: Random): void {
  const aside = `${path}.${random.bytes(8).toString('hex')}`;
  const file = openSync(aside, 'wx', 0o600);
  try {
    writeSync(file, newKeyLine(random));
    fsyncSync(file);
    linkSync(aside, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    closeSync(file);
    unlinkSync(aside);
  }
  syncFolder(folder);
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
