import { type Migration, Migrator } from 'kysely/migration';
import type { Db } from '../dialect.ts';
import { up as foundation } from './0001-foundation.ts';

/** In order; what has run anywhere is never changed, only followed by another. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-foundation': { up: foundation },
};

/** Brings the schema up to date. The caller keeps other processes out, and commits. */
export async function migrate(db: Db): Promise<void> {
  const provider = { getMigrations: async () => ({ ...migrations }) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined)
    throw error instanceof Error ? error : new Error('the migration failed', { cause: error });
}
