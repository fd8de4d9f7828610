import { sql } from 'kysely';
import { type Db, isPostgres } from '../dialect.ts';

export async function up(db: Db): Promise<void> {
  const text = isPostgres(db) ? 'text collate "C"' : 'text';
  await sql.raw(`create table public_origin (id integer primary key, origin ${text} not null)`).execute(db);
}
