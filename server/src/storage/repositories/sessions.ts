import type { SessionId, UserId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { ProofFact } from '../../policy/model.ts';
import type { Session, Sessions } from '../../ports/sessions.ts';
import { type Db, withItem } from '../dialect.ts';
import { prepared } from '../prepared.ts';
import type { Flag, JsonItems } from '../schema.ts';
import { flag, jsonItems, parsedItems } from './rows.ts';

type Flat = Omit<Session, 'proofs' | 'skipped'> & { readonly proofs: JsonItems; readonly skipped: Flag };

const toSession = ({ proofs, skipped, ...session }: Flat): Session => ({
  ...session,
  proofs: parsedItems<ProofFact>(proofs),
  skipped: skipped === 1,
});

const insert = prepared((db, added: Flat) =>
  db.insertInto('sessions').values({
    id: added.id,
    token_hash: added.tokenHash,
    user_id: added.user,
    proofs: added.proofs,
    skipped: added.skipped,
    address: added.address,
    user_agent: added.userAgent,
    created_at: added.createdAt,
    last_seen_at: added.lastSeenAt,
    expires_at: added.expiresAt,
    stepped_up_at: added.steppedUpAt,
    ended_at: added.endedAt,
  }),
);

const selectLive = (db: Db, at: { readonly now: Instant; readonly idleSince: Instant }) =>
  db
    .selectFrom('sessions')
    .select([
      'id',
      'token_hash as tokenHash',
      'user_id as user',
      'proofs',
      'skipped',
      'address',
      'user_agent as userAgent',
      'created_at as createdAt',
      'last_seen_at as lastSeenAt',
      'expires_at as expiresAt',
      'stepped_up_at as steppedUpAt',
      'ended_at as endedAt',
    ])
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at.now)
    .where('last_seen_at', '>=', at.idleSince);

const byToken = prepared((db, wanted: { tokenHash: string; now: Instant; idleSince: Instant }) =>
  selectLive(db, wanted).where('token_hash', '=', wanted.tokenHash),
);

const ofUser = prepared((db, wanted: { user: UserId; now: Instant; idleSince: Instant }) =>
  selectLive(db, wanted).where('user_id', '=', wanted.user).orderBy('created_at', 'desc').orderBy('id'),
);

const seen = prepared((db, { id, now, before }: { id: SessionId; now: Instant; before: Instant }) =>
  db
    .updateTable('sessions')
    .set({ last_seen_at: now })
    .where('id', '=', id)
    .where('last_seen_at', '<=', before),
);

const addProof = prepared((db, { id, proof }: { id: SessionId; proof: string }) =>
  db
    .updateTable('sessions')
    .set({ proofs: withItem('proofs', proof) })
    .where('id', '=', id),
);

export const sessions = (db: Db): Sessions => ({
  async add({ proofs, skipped, ...session }) {
    await insert.change(db, { ...session, proofs: jsonItems(proofs), skipped: flag(skipped) });
  },
  async byToken(tokenHash, now, idleSince) {
    const row = await byToken.first(db, { tokenHash, now, idleSince });
    return row && toSession(row);
  },
  async ofUser(user, now, idleSince) {
    return (await ofUser.all(db, { user, now, idleSince })).map(toSession);
  },
  async seen(id, now, before) {
    await seen.change(db, { id, now, before });
  },
  async addProof(id, proof) {
    await addProof.change(db, { id, proof: JSON.stringify(proof) });
  },
  async stepUp(id, now) {
    await db.updateTable('sessions').set({ stepped_up_at: now }).where('id', '=', id).execute();
  },
  async end(user, id, now) {
    const result = await db
      .updateTable('sessions')
      .set({ ended_at: now })
      .where('id', '=', id)
      .where('user_id', '=', user)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  },
  async endAll(user, now, except) {
    let query = db
      .updateTable('sessions')
      .set({ ended_at: now })
      .where('user_id', '=', user)
      .where('ended_at', 'is', null);
    if (except !== undefined) query = query.where('id', '<>', except);
    return Number((await query.executeTakeFirst()).numUpdatedRows);
  },
  async purge(before, limit) {
    const over = db.selectFrom('sessions').select('id').where('expires_at', '<', before).limit(limit);
    const result = await db.deleteFrom('sessions').where('id', 'in', over).executeTakeFirst();
    return Number(result.numDeletedRows);
  },
});
