import type { Settings } from '@sallyport/contract/settings.ts';
import type { Repositories } from '../ports/repositories.ts';
import type { StorageOptions } from './open.ts';
import { postgresSnapshot } from './postgres/snapshot.ts';
import { sqliteSnapshot } from './sqlite/snapshot.ts';

/** For long reading, on a connection of its own: sees one moment, and holds nobody up. The schema is up to date already. */
export const withSnapshot = <T>(
  options: StorageOptions,
  defaults: Settings,
  work: (read: Repositories) => Promise<T>,
): Promise<T> =>
  options.kind === 'sqlite'
    ? sqliteSnapshot(options.folder, defaults, work)
    : postgresSnapshot(options.url, defaults, work);
