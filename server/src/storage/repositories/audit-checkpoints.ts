import type { AuditCheckpoints } from '../../ports/audit-checkpoints.ts';
import type { Db } from '../dialect.ts';

const columns = ['seq', 'hash', 'at', 'key_id as keyId', 'signature'] as const;

export const auditCheckpoints = (db: Db): AuditCheckpoints => ({
  sealedKey: async () =>
    (await db.selectFrom('audit_signing_key').select('sealed').executeTakeFirst())?.sealed,
  async keepSealedKey(sealed) {
    await db
      .insertInto('audit_signing_key')
      .values({ id: 1, sealed })
      .onConflict((there) => there.column('id').doNothing())
      .execute();
  },
  async add({ seq, hash, at, keyId, signature }) {
    await db
      .insertInto('audit_checkpoints')
      .values({ seq, hash, at, key_id: keyId, signature })
      .onConflict((there) => there.column('seq').doNothing())
      .execute();
  },
  newest: (limit) =>
    db.selectFrom('audit_checkpoints').select(columns).orderBy('seq', 'desc').limit(limit).execute(),
  after: (seq, limit) =>
    db
      .selectFrom('audit_checkpoints')
      .select(columns)
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(limit)
      .execute(),
});
