import { sql } from 'kysely';
import { type Db, isPostgres } from '../dialect.ts';

/** Previews that were asked for, so that any process can make them. */
export async function up(db: Db): Promise<void> {
  const text = isPostgres(db) ? 'text collate "C"' : 'text';
  await sql
    .raw(
      `create table asked_previews (id ${text} primary key, task ${text} not null, asked_at bigint not null)`,
    )
    .execute(db);
}
