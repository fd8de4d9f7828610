import type { Settings } from '@sallyport/contract/settings.ts';
import { openPostgres } from './postgres/storage.ts';
import { openSqlite } from './sqlite/storage.ts';
import type { Storage } from './storage.ts';

export type StorageOptions =
  | { readonly kind: 'sqlite'; readonly folder: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** Opens the database and brings its schema up to date. `defaults` stand for settings never stored. */
export const openStorage = (options: StorageOptions, defaults: Settings): Promise<Storage> =>
  options.kind === 'sqlite' ? openSqlite(options.folder, defaults) : openPostgres(options.url, defaults);
