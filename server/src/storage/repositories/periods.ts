import type { UserId } from '../../kernel/ids.ts';
import type { Period, Periods } from '../../ports/periods.ts';
import type { Db } from '../dialect.ts';
import { prepared } from '../prepared.ts';
import { inChunks } from './rows.ts';

const columns = [
  'periods.user_id as user',
  'periods.policy_id as policy',
  'periods.started_at as startedAt',
  'periods.days',
  'periods.deadline',
  'periods.next_notice as nextNotice',
  'periods.notice_at as noticeAt',
] as const;

const ofUser = prepared((db, { user }: { user: UserId }) =>
  db
    .selectFrom('periods')
    .select(columns)
    .where('user_id', '=', user)
    .orderBy('deadline')
    .orderBy('policy_id'),
);

export const periods = (db: Db): Periods => ({
  start: (started) =>
    inChunks(started, (chunk) =>
      db
        .insertInto('periods')
        .values(chunk.map(toRow))
        .onConflict((known) => known.columns(['user_id', 'policy_id']).doNothing())
        .execute(),
    ),
  restart: (restarted) =>
    inChunks(restarted, (chunk) =>
      db
        .insertInto('periods')
        .values(chunk.map(toRow))
        .onConflict((known) =>
          known.columns(['user_id', 'policy_id']).doUpdateSet((row) => ({
            started_at: row.ref('excluded.started_at'),
            days: row.ref('excluded.days'),
            deadline: row.ref('excluded.deadline'),
            next_notice: row.ref('excluded.next_notice'),
            notice_at: row.ref('excluded.notice_at'),
          })),
        )
        .execute(),
    ),
  ofUser: (user) => ofUser.all(db, { user }),
  noticesDue: (now, limit) =>
    db
      .selectFrom('periods')
      .select(columns)
      .where('notice_at', '<=', now)
      .orderBy('notice_at')
      .limit(limit)
      .execute(),
  async advanceNotice(period, next, at) {
    if (period.nextNotice === null) return false;
    const result = await db
      .updateTable('periods')
      .set({ next_notice: next, notice_at: at })
      .where('user_id', '=', period.user)
      .where('policy_id', '=', period.policy)
      .where('started_at', '=', period.startedAt)
      .where('next_notice', '=', period.nextNotice)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  },
  wakeNotices: (users, at) =>
    inChunks(users, (chunk) =>
      db
        .updateTable('periods')
        .set({ notice_at: at })
        .where('user_id', 'in', chunk)
        .where('notice_at', 'is', null)
        .where('next_notice', 'is not', null)
        .execute(),
    ),
});

const toRow = (period: Period) => ({
  user_id: period.user,
  policy_id: period.policy,
  started_at: period.startedAt,
  days: period.days,
  deadline: period.deadline,
  next_notice: period.nextNotice,
  notice_at: period.noticeAt,
});
