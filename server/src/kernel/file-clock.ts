import { readFileSync } from 'node:fs';
import type { Clock } from './clock.ts';
import type { Instant } from './instant.ts';

/**
 * Stands still at the ISO 8601 time that `file` holds, for tests; read at every call, so that a new content counts at once.
 * A file caught while it is being written keeps the last time. @throws when it has never held one.
 */
export const fileClock = (file: string): Clock => {
  let last: Instant | undefined;
  return {
    now() {
      const read = Date.parse(readFileSync(file, 'utf8').trim());
      if (!Number.isNaN(read)) last = read;
      if (last === undefined) throw new Error(`${file} holds no ISO 8601 time`);
      return last;
    },
  };
};
