import type { SignInId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { ProofFact } from '../../policy/model.ts';
import type { SignIn, SignIns } from '../../ports/sign-ins.ts';
import { type Db, withItem } from '../dialect.ts';
import { prepared } from '../prepared.ts';
import type { JsonItems } from '../schema.ts';
import { jsonItems, parsedItems } from './rows.ts';

const insert = prepared(
  (
    db,
    added: Omit<SignIn, 'proofs' | 'resource'> & {
      kind: SignIn['resource']['kind'];
      resource: string | null;
      proofs: JsonItems;
    },
  ) =>
    db.insertInto('sign_ins').values({
      id: added.id,
      token_hash: added.tokenHash,
      user_id: added.user,
      resource_kind: added.kind,
      resource_id: added.resource,
      proofs: added.proofs,
      skipped_at: added.skippedAt,
      address: added.address,
      user_agent: added.userAgent,
      browser_id: added.browser,
      created_at: added.createdAt,
      expires_at: added.expiresAt,
      ended_at: added.endedAt,
    }),
);

const byToken = prepared((db, wanted: { tokenHash: string; now: Instant }) =>
  db
    .selectFrom('sign_ins')
    .select([
      'id',
      'token_hash as tokenHash',
      'user_id as user',
      'resource_kind as kind',
      'resource_id as resource',
      'proofs',
      'skipped_at as skippedAt',
      'address',
      'user_agent as userAgent',
      'browser_id as browser',
      'created_at as createdAt',
      'expires_at as expiresAt',
      'ended_at as endedAt',
    ])
    .where('token_hash', '=', wanted.tokenHash)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', wanted.now),
);

const addProof = prepared((db, { id, proof }: { id: SignInId; proof: string }) =>
  db
    .updateTable('sign_ins')
    .set({ proofs: withItem('proofs', proof) })
    .where('id', '=', id),
);

const skip = prepared((db, { id, now }: { id: SignInId; now: Instant }) =>
  db.updateTable('sign_ins').set({ skipped_at: now }).where('id', '=', id),
);

const end = prepared((db, { id, now }: { id: SignInId; now: Instant }) =>
  db.updateTable('sign_ins').set({ ended_at: now }).where('id', '=', id).where('ended_at', 'is', null),
);

export const signIns = (db: Db): SignIns => ({
  async add({ resource, proofs, ...signIn }) {
    const { kind, id = null } = resource;
    await insert.change(db, { ...signIn, kind, resource: id, proofs: jsonItems(proofs) });
  },
  async byToken(tokenHash, now) {
    const row = await byToken.first(db, { tokenHash, now });
    if (row === undefined) return undefined;
    const { kind, resource, proofs, ...signIn } = row;
    return {
      ...signIn,
      resource: resource === null ? { kind } : { kind, id: resource },
      proofs: parsedItems<ProofFact>(proofs),
    };
  },
  async addProof(id, proof) {
    await addProof.change(db, { id, proof: JSON.stringify(proof) });
  },
  async skip(id, now) {
    await skip.change(db, { id, now });
  },
  end: async (id, now) => (await end.change(db, { id, now })) === 1,
  async endAll(user, now) {
    await db
      .updateTable('sign_ins')
      .set({ ended_at: now })
      .where('user_id', '=', user)
      .where('ended_at', 'is', null)
      .execute();
  },
  async purge(before, limit) {
    const over = db.selectFrom('sign_ins').select('id').where('expires_at', '<', before).limit(limit);
    const result = await db.deleteFrom('sign_ins').where('id', 'in', over).executeTakeFirst();
    return Number(result.numDeletedRows);
  },
});
