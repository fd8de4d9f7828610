import { randomUUID } from 'node:crypto';
import type { Insertable, Selectable } from 'kysely';
import type { UserId } from '../../kernel/ids.ts';
import { policyNameKey } from '../../kernel/names.ts';
import type { Policy } from '../../policy/model.ts';
import type { Actor } from '../../ports/audit-log.ts';
import type { Policies, PolicySubject, PolicyVersion, StoredPolicy } from '../../ports/policies.ts';
import { type Db, idsIn } from '../dialect.ts';
import { prepared } from '../prepared.ts';
import type { Schema } from '../schema.ts';

const columns = ['definition', 'version', 'changed_at', 'changed_by', 'grace_ended_at'] as const;

const select = (db: Db) => db.selectFrom('policies').select(columns);

const selectVersions = (db: Db) =>
  db
    .selectFrom('policy_versions')
    .select(['definition', 'number as version', 'changed_at', 'changed_by', 'grace_ended_at', 'removed']);

type Row = Pick<Selectable<Schema['policies']>, (typeof columns)[number]>;

const toStored = (row: Row): StoredPolicy => ({
  policy: JSON.parse(row.definition) as Policy,
  version: row.version,
  changedAt: row.changed_at,
  changedBy: JSON.parse(row.changed_by) as Actor,
  graceEndedAt: row.grace_ended_at,
});

const toVersion = (row: Row & { removed: number }): PolicyVersion => ({
  ...toStored(row),
  removed: row.removed === 1,
});

const revision = prepared((db, _: object) => db.selectFrom('policy_revision').select('revision'));
const shared = prepared((db, _: object) => select(db).where('user_id', 'is', null).orderBy('id'));
const ofUser = prepared((db, { user }: { user: UserId }) => select(db).where('user_id', '=', user));

const ofUsers = prepared((db, users: { ids: string }) =>
  select(db).where('user_id', 'in', idsIn<UserId>(db, users.ids)),
);

const ofSubject = (db: Db, subject: PolicySubject) => {
  switch (subject.kind) {
    case 'everyone':
      return select(db).where('kind', '=', 'everyone');
    case 'group':
      return select(db).where('group_id', '=', subject.group);
    case 'user':
      return select(db).where('user_id', '=', subject.user);
  }
};

/** Whose own policy it is; a named policy is nobody's, and has its name to itself. */
const ownership = ({ kind, who, name }: Policy) => ({
  group_id: (kind === 'group' && who.kind === 'groups' && who.groups[0]) || null,
  user_id: kind === 'user' && who.kind === 'user' ? who.user : null,
  name_key: kind === 'named' ? policyNameKey(name) : null,
});

const versionRow = (stored: StoredPolicy) => ({
  definition: JSON.stringify(stored.policy),
  changed_at: stored.changedAt,
  changed_by: JSON.stringify(stored.changedBy),
  grace_ended_at: stored.graceEndedAt,
});

const versionRowOf = (
  stored: StoredPolicy,
  removed: boolean,
  row = versionRow(stored),
): Insertable<Schema['policy_versions']> => ({
  policy_id: stored.policy.id,
  number: stored.version,
  user_id: ownership(stored.policy).user_id,
  ...row,
  removed: removed ? 1 : 0,
});

const policyRowOf = (
  stored: StoredPolicy,
  row: ReturnType<typeof versionRow>,
): Insertable<Schema['policies']> => ({
  id: stored.policy.id,
  kind: stored.policy.kind,
  ...ownership(stored.policy),
  version: stored.version,
  ...row,
});

const addVersion = prepared((db, row: Insertable<Schema['policy_versions']>) =>
  db.insertInto('policy_versions').values({
    policy_id: row.policy_id,
    number: row.number,
    user_id: row.user_id,
    definition: row.definition,
    changed_at: row.changed_at,
    changed_by: row.changed_by,
    grace_ended_at: row.grace_ended_at,
    removed: row.removed,
  }),
);

const put = prepared((db, row: Insertable<Schema['policies']>) =>
  db
    .insertInto('policies')
    .values({
      id: row.id,
      kind: row.kind,
      group_id: row.group_id,
      user_id: row.user_id,
      name_key: row.name_key,
      version: row.version,
      definition: row.definition,
      changed_at: row.changed_at,
      changed_by: row.changed_by,
      grace_ended_at: row.grace_ended_at,
    })
    .onConflict((known) =>
      known.column('id').doUpdateSet((to) => ({
        name_key: to.ref('excluded.name_key'),
        version: to.ref('excluded.version'),
        definition: to.ref('excluded.definition'),
        changed_at: to.ref('excluded.changed_at'),
        changed_by: to.ref('excluded.changed_by'),
        grace_ended_at: to.ref('excluded.grace_ended_at'),
      })),
    ),
);

const save = async (db: Db, stored: StoredPolicy): Promise<void> => {
  const row = versionRow(stored);
  await put.change(db, policyRowOf(stored, row));
  await addVersion.change(db, versionRowOf(stored, false, row));
};

export const policies = (db: Db): Policies => ({
  async revision() {
    return (await revision.first(db, {}))?.revision ?? '';
  },
  async raiseRevision() {
    // Not a count: after a change that is rolled back, the next one would bear its number, and be taken for it.
    const next = randomUUID();
    await db.updateTable('policy_revision').set({ revision: next }).execute();
    return next;
  },
  shared: async () => (await shared.all(db, {})).map(toStored),
  ofUser: async (user) => (await ofUser.all(db, { user })).map(toStored),
  async ofUsers(users) {
    return (await ofUsers.all(db, { ids: JSON.stringify(users) })).map(toStored);
  },
  async usersOwing(method) {
    // The database sorts out those that cannot, by text; what the definition means is read here.
    const rows = await select(db)
      .where('user_id', 'is not', null)
      .where('definition', 'like', `%"owed":[%"${method}"%`)
      .execute();
    return rows
      .map(toStored)
      .flatMap(({ policy: { who, action } }) =>
        who.kind === 'user' && action.kind === 'require' && action.requirement.owed.includes(method)
          ? [who.user]
          : [],
      );
  },
  async bySubject(subject) {
    const row = await ofSubject(db, subject).executeTakeFirst();
    return row && toStored(row);
  },
  async byName(name) {
    const row = await select(db).where('name_key', '=', policyNameKey(name)).executeTakeFirst();
    return row && toStored(row);
  },
  async latest(id) {
    const row = await selectVersions(db)
      .where('policy_id', '=', id)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row && toVersion(row);
  },
  async version(id, number) {
    const row = await selectVersions(db)
      .where('policy_id', '=', id)
      .where('number', '=', number)
      .executeTakeFirst();
    return row && toVersion(row);
  },
  async versions(id, { limit, before }) {
    const rows = await selectVersions(db)
      .where('policy_id', '=', id)
      .$if(before !== undefined, (query) => query.where('number', '<', before ?? 0))
      .orderBy('number', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toVersion);
  },
  save: (stored) => save(db, stored),
  async saveMany(all) {
    for (const stored of all) await save(db, stored);
  },
  async rename(id, name) {
    const row = await select(db).where('id', '=', id).executeTakeFirst();
    if (row === undefined) return;
    const definition = JSON.stringify({ ...toStored(row).policy, name });
    await db.updateTable('policies').set({ definition }).where('id', '=', id).execute();
    await db
      .updateTable('policy_versions')
      .set({ definition })
      .where('policy_id', '=', id)
      .where('number', '=', row.version)
      .execute();
  },
  async retire(last) {
    await db.deleteFrom('policies').where('id', '=', last.policy.id).execute();
    await addVersion.change(db, versionRowOf(last, true));
  },
});
