import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { newId } from '../../../../test/support/samples.ts';
import { policies } from '../repositories/policies.ts';
import type { Schema } from '../schema.ts';
import { SqliteConnection } from '../sqlite/connection.ts';
import { sqliteDialect } from '../sqlite/kysely-dialect.ts';
import { up as foundation } from './0001-foundation.ts';
import { up } from './0002-policies.ts';

test('switches of the first release become versions, and it is kept since when they gave no grace', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-test-'));
  const path = join(folder, 'sallyport.db');
  writeFileSync(path, '');
  const connection = new SqliteConnection(path, []);
  const db = new Kysely<Schema>({ dialect: sqliteDialect(connection) });
  await foundation(db);
  const [soft, off] = [newId<'policy'>(), newId<'policy'>()];
  const requirement = { strength: 'soft', days: 7, owed: [], rememberDevices: true };
  const add = (id: string, kind: string, state: string) =>
    connection.run('insert into policies (id, kind, definition, changed_at) values (?, ?, ?, 5)', [
      id,
      kind,
      JSON.stringify({ id, kind, name: kind, state, action: { kind: 'require', requirement } }),
    ]);
  add(soft, 'everyone', 'on');
  add(off, 'group', 'off');

  await up(db);
  expect(await policies(db).latest(soft)).toMatchObject({
    version: 1,
    changedAt: 5,
    changedBy: { kind: 'system' },
    graceEndedAt: null,
    removed: false,
  });
  expect(await policies(db).latest(off)).toMatchObject({ version: 1, graceEndedAt: 5 });
  expect((await policies(db).shared()).map(({ version }) => version)).toEqual([1, 1]);
  connection.close();
  rmSync(folder, { recursive: true });
});
