import type { AuditStream } from '../../ports/audit-stream.ts';
import type { Db } from '../dialect.ts';

const columns = [
  'position',
  'attempts',
  'last_error as lastError',
  'next_try_at as nextTryAt',
  'last_sent_at as lastSentAt',
] as const;

export const auditStream = (db: Db): AuditStream => ({
  read: () => db.selectFrom('audit_stream').select(columns).executeTakeFirstOrThrow(),
  claim: (holder, now, until) =>
    db
      .updateTable('audit_stream')
      .set({ holder, held_until: until })
      .where((row) =>
        row.or([row('holder', 'is', null), row('holder', '=', holder), row('held_until', '<=', now)]),
      )
      .where((row) => row.or([row('next_try_at', 'is', null), row('next_try_at', '<=', now)]))
      .returning(columns)
      .executeTakeFirst(),
  async sent(holder, position, now) {
    const { numUpdatedRows } = await db
      .updateTable('audit_stream')
      .set({ position, attempts: 0, last_error: null, next_try_at: null, last_sent_at: now })
      .where('holder', '=', holder)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  },
  async failed(holder, error, nextTryAt) {
    await db
      .updateTable('audit_stream')
      .set((row) => ({
        attempts: row('attempts', '+', 1),
        last_error: error,
        next_try_at: nextTryAt,
        holder: null,
      }))
      .where('holder', '=', holder)
      .execute();
  },
  async release(holder) {
    await db.updateTable('audit_stream').set({ holder: null }).where('holder', '=', holder).execute();
  },
  async restart(position) {
    await db
      .updateTable('audit_stream')
      .set({
        attempts: 0,
        last_error: null,
        next_try_at: null,
        holder: null,
        ...(position !== undefined && { position, last_sent_at: null }),
      })
      .execute();
  },
});
