import type { CheckUps } from '../../ports/check-ups.ts';
import type { Db } from '../dialect.ts';

/** Whoever has no authenticator any more has nothing to check up on. */
const ofEnrolled = (db: Db) =>
  db
    .selectFrom('check_ups')
    .innerJoin('users', 'users.id', 'check_ups.user_id')
    .where('users.state', '=', 'active')
    .where((row) =>
      row.exists(
        row
          .selectFrom('authenticators')
          .select('authenticators.id')
          .whereRef('authenticators.user_id', '=', 'check_ups.user_id'),
      ),
    );

export const checkUps = (db: Db): CheckUps => ({
  async begin(user, enrolledAt) {
    const fresh = { enrolled_at: enrolledAt, mailed_at: null, ended_at: null, outcome: null };
    await db
      .insertInto('check_ups')
      .values({ user_id: user, ...fresh })
      .onConflict((known) => known.column('user_id').doUpdateSet(fresh))
      .execute();
  },
  ofUser: (user) =>
    db
      .selectFrom('check_ups')
      .select([
        'user_id as user',
        'enrolled_at as enrolledAt',
        'mailed_at as mailedAt',
        'ended_at as endedAt',
        'outcome',
      ])
      .where('user_id', '=', user)
      .executeTakeFirst(),
  async end(user, outcome, now) {
    const result = await db
      .updateTable('check_ups')
      .set({ ended_at: now, outcome })
      .where('user_id', '=', user)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  },
  async toMail(enrolledBefore, limit) {
    const rows = await ofEnrolled(db)
      .select('check_ups.user_id as user')
      .where('check_ups.mailed_at', 'is', null)
      .where('check_ups.ended_at', 'is', null)
      .where('check_ups.enrolled_at', '<=', enrolledBefore)
      .orderBy('check_ups.enrolled_at')
      .limit(limit)
      .execute();
    return rows.map(({ user }) => user);
  },
  async mailed(user, now) {
    const result = await db
      .updateTable('check_ups')
      .set({ mailed_at: now })
      .where('user_id', '=', user)
      .where('mailed_at', 'is', null)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  },
  async counts(enrolledBefore) {
    const rows = await ofEnrolled(db)
      .select((row) => ['check_ups.outcome', row.fn.countAll<number>().as('count')])
      .where((row) =>
        row.or([row('check_ups.outcome', 'is not', null), row('enrolled_at', '<=', enrolledBefore)]),
      )
      .groupBy('check_ups.outcome')
      .execute();
    const of = (outcome: 'done' | 'dismissed' | null) =>
      Number(rows.find((row) => row.outcome === outcome)?.count ?? 0);
    return { done: of('done'), dismissed: of('dismissed'), due: of(null) };
  },
});
