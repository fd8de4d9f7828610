import type { Selectable } from 'kysely';
import type { Approvals, StoredApproval } from '../../ports/approvals.ts';
import type { Db } from '../dialect.ts';
import type { Schema } from '../schema.ts';
import { afterCursor, cursor, pageOf } from './rows.ts';

const toStored = (row: Selectable<Schema['approvals']>): StoredApproval => ({
  id: row.id,
  act: row.act,
  call: row.call,
  target: row.target === null ? null : (JSON.parse(row.target) as StoredApproval['target']),
  input: row.input,
  note: row.note,
  asker: JSON.parse(row.asker) as StoredApproval['asker'],
  askedAt: row.asked_at,
  expiresAt: row.expires_at,
  state: row.state,
  decidedBy: row.decided_by === null ? null : (JSON.parse(row.decided_by) as StoredApproval['decidedBy']),
  decidedAt: row.decided_at,
  decisionNote: row.decision_note,
});

export const approvals = (db: Db): Approvals => ({
  async add(approval) {
    await db
      .insertInto('approvals')
      .values({
        id: approval.id,
        act: approval.act,
        call: approval.call,
        target: approval.target && JSON.stringify(approval.target),
        input: approval.input,
        note: approval.note,
        asker: JSON.stringify(approval.asker),
        asked_at: approval.askedAt,
        expires_at: approval.expiresAt,
        state: approval.state,
        decided_by: approval.decidedBy && JSON.stringify(approval.decidedBy),
        decided_at: approval.decidedAt,
        decision_note: approval.decisionNote,
      })
      .execute();
  },
  async byId(id) {
    const row = await db.selectFrom('approvals').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toStored(row);
  },
  async decide(id, { from, to, by, at, note, input, expiresAt }) {
    const result = await db
      .updateTable('approvals')
      .set({
        state: to,
        decided_by: by && JSON.stringify(by),
        decided_at: at,
        decision_note: note,
        ...(input !== undefined && { input }),
        ...(expiresAt !== undefined && { expires_at: expiresAt }),
      })
      .where('id', '=', id)
      .where('state', '=', from)
      .where('expires_at', '>', at)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  },
  async list({ waiting }, now, page) {
    const after = afterCursor(page.after);
    const rows = await db
      .selectFrom('approvals')
      .selectAll()
      .$if(waiting === true, (query) => query.where('state', '=', 'waiting').where('expires_at', '>', now))
      .$if(waiting === false, (query) =>
        query.where((row) => row.or([row('state', '<>', 'waiting'), row('expires_at', '<=', now)])),
      )
      .$if(after !== undefined, (query) => query.where('id', '<', after as StoredApproval['id']))
      // Ids are ordered by time.
      .orderBy('id', 'desc')
      .limit(page.limit + 1)
      .execute();
    const { items, last } = pageOf(rows, page.limit);
    return { approvals: items.map(toStored), ...(last && { next: cursor(last.id) }) };
  },
});
