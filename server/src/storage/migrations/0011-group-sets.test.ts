import { join } from 'node:path';
import { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { addUser, onBothDatabases } from '../../../../test/support/databases.ts';
import { runRaw } from '../../../../test/support/raw-sql.ts';
import { newId } from '../../../../test/support/samples.ts';
import type { StorageOptions } from '../open.ts';
import { postgresDialect } from '../postgres/kysely-dialect.ts';
import type { Schema } from '../schema.ts';
import { SqliteConnection } from '../sqlite/connection.ts';
import { sqliteDialect } from '../sqlite/kysely-dialect.ts';
import { databaseFile } from '../sqlite/storage.ts';
import { up } from './0011-group-sets.ts';

const asBefore = `
  drop index users_group_set;
  drop index authenticators_disabled;
  drop table group_sets;
  alter table users drop column group_set`;

const migrate = async (options: StorageOptions): Promise<void> => {
  if (options.kind === 'sqlite') {
    const connection = new SqliteConnection(join(options.folder, databaseFile), []);
    await up(new Kysely<Schema>({ dialect: sqliteDialect(connection) }));
    return connection.close();
  }
  const db = new Kysely<Schema>({ dialect: postgresDialect(options.url) });
  await db.transaction().execute(up);
  await db.destroy();
};

onBothDatabases((given) => {
  test('whoever is in groups already has their set', async () => {
    const { storage, options } = given();
    const [ann, ben, cem, dot] = [
      await addUser(storage),
      await addUser(storage),
      await addUser(storage),
      await addUser(storage),
    ];
    const [staff, sales] = [newId<'group'>(), newId<'group'>()];
    await storage.transact(async ({ groups }) => {
      for (const id of [staff, sales]) await groups.add({ id, name: id, description: '', createdAt: 0 });
      await groups.changeMembers(staff, [ann.id, ben.id, cem.id], []);
      await groups.changeMembers(sales, [ben.id, cem.id], []);
    });

    await runRaw(options, asBefore);
    await migrate(options);
    const { users } = await storage.read.directory.page({ kind: 'everyone' }, undefined);
    const setOf = new Map(users.map(({ id, groupSet }) => [id, groupSet]));
    const sets = await storage.read.directory.groupSets(users.flatMap(({ groupSet }) => groupSet ?? []));
    const groupsOf = new Map(sets.map(({ number, groups }) => [number, groups]));
    expect(groupsOf.get(setOf.get(ann.id) ?? 0)).toEqual([staff]);
    expect(groupsOf.get(setOf.get(ben.id) ?? 0)).toEqual([staff, sales].sort());
    expect(setOf.get(cem.id)).toBe(setOf.get(ben.id));
    expect(setOf.get(dot.id)).toBeNull();
  });
});
