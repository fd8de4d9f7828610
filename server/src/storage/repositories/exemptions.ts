import type { ExemptionId } from '../../kernel/ids.ts';
import type { Exemptions, ListedExemption } from '../../ports/exemptions.ts';
import type { Db } from '../dialect.ts';
import { afterCursor, cursor, pageOf } from './rows.ts';

const columns = [
  'exemptions.id',
  'exemptions.reason',
  'exemptions.created_at as createdAt',
  'exemptions.created_by as createdBy',
  'exemptions.ends_at as until',
  'exemptions.next_notice as nextNotice',
  'exemptions.notice_at as noticeAt',
] as const;

const selectStored = (db: Db) =>
  db
    .selectFrom('exemptions')
    .select([...columns, 'exemptions.user_id as user', 'exemptions.owner_id as owner']);

const selectListed = (db: Db) =>
  db
    .selectFrom('exemptions')
    .innerJoin('users', 'users.id', 'exemptions.user_id')
    .leftJoin('users as owners', 'owners.id', 'exemptions.owner_id')
    .select([
      ...columns,
      'users.id as userId',
      'users.username',
      'users.display_name as displayName',
      'owners.id as ownerId',
      'owners.username as ownerUsername',
      'owners.display_name as ownerDisplayName',
    ]);

type ListedRow = Awaited<ReturnType<ReturnType<typeof selectListed>['execute']>>[number];

const toListed = (row: ListedRow): ListedExemption => {
  const { userId, username, displayName, ownerId, ownerUsername, ownerDisplayName, ...exemption } = row;
  const owner = ownerId !== null && {
    id: ownerId,
    username: ownerUsername ?? '',
    displayName: ownerDisplayName ?? '',
  };
  return { ...exemption, user: { id: userId, username, displayName }, owner: owner || null };
};

export const exemptions = (db: Db): Exemptions => ({
  async add(exemption) {
    await db
      .insertInto('exemptions')
      .values({
        id: exemption.id,
        user_id: exemption.user,
        owner_id: exemption.owner,
        reason: exemption.reason,
        created_at: exemption.createdAt,
        created_by: exemption.createdBy,
        ends_at: exemption.until,
        next_notice: exemption.nextNotice,
        notice_at: exemption.noticeAt,
      })
      .execute();
  },
  byId: (id, now) => selectStored(db).where('id', '=', id).where('ends_at', '>', now).executeTakeFirst(),
  async end(id, now) {
    const result = await db
      .updateTable('exemptions')
      .set({ ends_at: now, next_notice: null, notice_at: null })
      .where('id', '=', id)
      .where('ends_at', '>', now)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  },
  async ofUser(user, now) {
    const rows = await selectListed(db)
      .where('exemptions.user_id', '=', user)
      .where('exemptions.ends_at', '>', now)
      .orderBy('exemptions.ends_at')
      .orderBy('exemptions.id')
      .execute();
    return rows.map(toListed);
  },
  async list({ endsBefore }, now, page) {
    const [end, id] = afterCursor(page.after)?.split(' ') ?? [];
    const rows = await selectListed(db)
      .where('exemptions.ends_at', '>', now)
      .$if(endsBefore !== undefined, (query) => query.where('exemptions.ends_at', '<', endsBefore ?? 0))
      .$if(end !== undefined && id !== undefined, (query) =>
        query.where((row) =>
          row.or([
            row('exemptions.ends_at', '>', Number(end)),
            row.and([
              row('exemptions.ends_at', '=', Number(end)),
              row('exemptions.id', '>', id as ExemptionId),
            ]),
          ]),
        ),
      )
      .orderBy('exemptions.ends_at')
      .orderBy('exemptions.id')
      .limit(page.limit + 1)
      .execute();
    const { items, last } = pageOf(rows, page.limit);
    return { exemptions: items.map(toListed), ...(last && { next: cursor(`${last.until} ${last.id}`) }) };
  },
  noticesDue: (now, limit) =>
    selectStored(db).where('notice_at', '<=', now).orderBy('notice_at').limit(limit).execute(),
  async advanceNotice({ id, nextNotice }, next, at) {
    if (nextNotice === null) return false;
    const result = await db
      .updateTable('exemptions')
      .set({ next_notice: next, notice_at: at })
      .where('id', '=', id)
      .where('next_notice', '=', nextNotice)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  },
});
