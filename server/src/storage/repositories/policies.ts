import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { UserId } from '../../kernel/ids.ts';
import type { Policy } from '../../policy/model.ts';
import type { Policies, PolicySubject, StoredPolicy } from '../../ports/policies.ts';
import type { Db } from '../dialect.ts';
import { prepared } from '../prepared.ts';
import type { Schema } from '../schema.ts';
import { inChunks } from './rows.ts';

const select = (db: Db) => db.selectFrom('policies').select(['definition', 'changed_at']);

type Row = Pick<Selectable<Schema['policies']>, 'definition' | 'changed_at'>;

const toStored = (row: Row): StoredPolicy => ({
  policy: JSON.parse(row.definition) as Policy,
  changedAt: row.changed_at,
});

const revision = prepared((db, _: object) => db.selectFrom('policy_revision').select('revision'));
const shared = prepared((db, _: object) => select(db).where('user_id', 'is', null).orderBy('id'));
const ofUser = prepared((db, { user }: { user: UserId }) => select(db).where('user_id', '=', user));

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

/** The group or user whose own policy it is; named policies are nobody's. */
const owner = ({ kind, who }: Policy): Pick<Selectable<Schema['policies']>, 'group_id' | 'user_id'> => ({
  group_id: (kind === 'group' && who.kind === 'groups' && who.groups[0]) || null,
  user_id: kind === 'user' && who.kind === 'user' ? who.user : null,
});

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
    const stored: StoredPolicy[] = [];
    await inChunks(users, async (chunk) => {
      const rows = await select(db).where('user_id', 'in', chunk).execute();
      stored.push(...rows.map(toStored));
    });
    return stored;
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
  async save({ policy, changedAt }) {
    const row = {
      kind: policy.kind,
      ...owner(policy),
      definition: JSON.stringify(policy),
      changed_at: changedAt,
    };
    await db
      .insertInto('policies')
      .values({ id: policy.id, ...row })
      .onConflict((known) => known.column('id').doUpdateSet(row))
      .execute();
  },
  async remove(id) {
    await db.deleteFrom('policies').where('id', '=', id).execute();
  },
});
