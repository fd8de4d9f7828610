import { type ExpressionBuilder, sql } from 'kysely';
import type { Instant } from '../../kernel/instant.ts';
import type { IncidentKind, Statistics } from '../../ports/statistics.ts';
import { type Db, held } from '../dialect.ts';
import type { Schema } from '../schema.ts';
import { inChunks } from './rows.ts';

const enrolledMembers = sql<number>`coalesce(sum(case when users.status = 'enrolled' then 1 else 0 end), 0)`;

export const statistics = (db: Db): Statistics => ({
  async holdCountedUpTo() {
    const progress = await held(
      db,
      db.selectFrom('statistics_progress').select('counted_up_to'),
    ).executeTakeFirstOrThrow();
    return progress.counted_up_to;
  },
  async countedUpTo(seq) {
    await db.updateTable('statistics_progress').set({ counted_up_to: seq }).execute();
  },
  async add(counts) {
    for (const row of counts)
      await db
        .insertInto('statistics')
        .values(row)
        .onConflict((known) =>
          known
            .columns(['day', 'counter', 'key'])
            .doUpdateSet({ count: sql<number>`statistics.count + ${row.count}` }),
        )
        .execute();
  },
  async put(counts) {
    for (const row of counts)
      await db
        .insertInto('statistics')
        .values(row)
        .onConflict((known) => known.columns(['day', 'counter', 'key']).doUpdateSet({ count: row.count }))
        .execute();
  },
  async note(incidents) {
    await inChunks(incidents, async (chunk) => {
      // Whoever was deleted since has nothing to tell.
      const known = await db
        .selectFrom('users')
        .select('id')
        .where(
          'id',
          'in',
          chunk.map(({ user }) => user),
        )
        .execute();
      const there = new Set(known.map(({ id }) => id));
      const rows = chunk
        .filter(({ user }) => there.has(user))
        .map(({ user, kind, at }) => ({ user_id: user, kind, at }));
      if (rows.length > 0) await db.insertInto('incidents').values(rows).execute();
    });
  },
  async purgeIncidents(before) {
    await db.deleteFrom('incidents').where('at', '<', before).execute();
  },
  since: (day) =>
    db
      .selectFrom('statistics')
      .select(['day', 'counter', 'key', 'count'])
      .where('day', '>=', day)
      .orderBy('day')
      .orderBy('counter')
      .orderBy('key')
      .execute(),

  async claimSnapshot(now, due) {
    const { numUpdatedRows } = await db
      .updateTable('statistics_progress')
      .set({ snapshot_at: now })
      .where('snapshot_at', '<=', due)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
  async snapshotAt() {
    const progress = await db
      .selectFrom('statistics_progress')
      .select('snapshot_at')
      .executeTakeFirstOrThrow();
    return progress.snapshot_at;
  },
  async countByMethod() {
    const rows = await db
      .selectFrom('authenticators')
      .select((row) => ['method', row.fn.count<number>('user_id').distinct().as('count')])
      .where('disabled_at', 'is', null)
      .groupBy('method')
      .execute();
    const counts = { totp: 0, webauthn: 0 };
    for (const { method, count } of rows) counts[method] = count;
    return counts;
  },
  async countGroups(after, limit) {
    let page = db.selectFrom('groups').select('id');
    if (after !== null) page = page.where('id', '>', after);
    const groups = await page.orderBy('id').limit(limit).execute();
    if (groups.length === 0) return [];
    return db
      .selectFrom('groups')
      .leftJoin('memberships', 'memberships.group_id', 'groups.id')
      .leftJoin('users', 'users.id', 'memberships.user_id')
      .select((row) => [
        'groups.id as group',
        row.fn.count<number>('users.id').as('members'),
        enrolledMembers.as('enrolled'),
      ])
      .where(
        'groups.id',
        'in',
        groups.map(({ id }) => id),
      )
      .groupBy('groups.id')
      .orderBy('groups.id')
      .execute();
  },
  async putGroups(counts) {
    for (const { group, members, enrolled } of counts)
      await db
        .insertInto('group_statistics')
        .values({ group_id: group, members, enrolled })
        .onConflict((known) => known.column('group_id').doUpdateSet({ members, enrolled }))
        .execute();
  },
  groups: (limit) =>
    db
      .selectFrom('group_statistics')
      .innerJoin('groups', 'groups.id', 'group_statistics.group_id')
      .select(['groups.id as group', 'groups.name as name', 'members', 'enrolled'])
      .where('members', '>', 0)
      .orderBy(sql`members - enrolled`, 'desc')
      .orderBy('groups.name_key')
      .limit(limit)
      .execute(),

  async deadlines(from, until) {
    const rows = await db
      .selectFrom('users')
      .select((row) => ['deadline', row.fn.countAll<number>().as('users')])
      .where('status', '=', 'in-enrollment-period')
      .where('deadline', '>=', from)
      .where('deadline', '<', until)
      .where('state', '=', 'active')
      .groupBy('deadline')
      .orderBy('deadline')
      .$narrowType<{ deadline: Instant }>()
      .execute();
    return rows;
  },
  async countMet(policies) {
    if (policies.length === 0) return 0;
    const { people } = await db
      .selectFrom('periods')
      .select((row) => row.fn.count<number>('user_id').distinct().as('people'))
      .where('policy_id', 'in', policies)
      .executeTakeFirstOrThrow();
    return people;
  },
  async countIncidents(policies, since, now) {
    const counts: Record<IncidentKind, number> = {
      lockout: 0,
      'failed-enrollment': 0,
      'help-desk-reset': 0,
    };
    if (policies.length === 0) return counts;
    const met = (
      row: ExpressionBuilder<Schema, 'incidents' | 'users'>,
      user: 'incidents.user_id' | 'users.id',
    ) =>
      row
        .selectFrom('periods')
        .select('periods.policy_id')
        .whereRef('periods.user_id', '=', user)
        .where('periods.policy_id', 'in', policies);
    // From the few to whom something happened, each looked up among the people reached.
    const happened = db
      .selectFrom('incidents')
      .select(['kind', 'user_id as user'])
      .where('at', '>=', since)
      .where((row) => row.exists(met(row, 'incidents.user_id')));
    const expired = db
      .selectFrom('users')
      .select([sql<IncidentKind>`'lockout'`.as('kind'), 'id as user'])
      .where('state', '=', 'active')
      .where('status', '=', 'in-enrollment-period')
      .where('deadline', '>=', since)
      .where('deadline', '<', now)
      .where((row) => row.exists(met(row, 'users.id')));
    const rows = await db
      .selectFrom(happened.union(expired).as('troubled'))
      .select((row) => ['troubled.kind', row.fn.count<number>('troubled.user').distinct().as('people')])
      .groupBy('troubled.kind')
      .execute();
    for (const { kind, people } of rows) counts[kind] = people;
    return counts;
  },
});
