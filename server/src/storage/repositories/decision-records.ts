import { hash } from 'node:crypto';
import type { Insertable } from 'kysely';
import type { PolicyId, SignInId } from '../../kernel/ids.ts';
import type { DecisionRecords } from '../../ports/decision-records.ts';
import type { Db } from '../dialect.ts';
import { prepared } from '../prepared.ts';
import type { Schema } from '../schema.ts';
import { factsJson, parsedFacts, parsedRules, rulesJson } from './decision-record-json.ts';

type Row<Table extends keyof Schema> = Insertable<Schema[Table]>;

const insert = prepared((db, row: Row<'decision_records'>) =>
  db
    .insertInto('decision_records')
    .values({
      sign_in_id: row.sign_in_id,
      at: row.at,
      user_id: row.user_id,
      rule_set_key: row.rule_set_key,
      facts: row.facts,
    })
    .onConflict((known) => known.columns(['sign_in_id', 'at']).doNothing()),
);

const rulesKept = prepared((db, { key }: { key: string }) =>
  db.selectFrom('rule_sets').select('kept_at as keptAt').where('key', '=', key),
);

const insertReported = prepared((db, row: Row<'report_only_sign_ins'>) =>
  db
    .insertInto('report_only_sign_ins')
    .values({
      policy_id: row.policy_id,
      at: row.at,
      sign_in_id: row.sign_in_id,
      user_id: row.user_id,
      outcome: row.outcome,
    })
    .onConflict((known) => known.columns(['policy_id', 'at', 'sign_in_id']).doNothing()),
);

const countReported = prepared((db, row: Omit<Row<'report_only_sums'>, 'count'>) =>
  db
    .insertInto('report_only_sums')
    .values({ policy_id: row.policy_id, day: row.day, outcome: row.outcome, count: 1 })
    .onConflict((known) =>
      known
        .columns(['policy_id', 'day', 'outcome'])
        .doUpdateSet((sums) => ({ count: sums('report_only_sums.count', '+', 1) })),
    ),
);

const select = (db: Db, signIn: SignInId) =>
  db
    .selectFrom('decision_records')
    .innerJoin('rule_sets', 'rule_sets.key', 'decision_records.rule_set_key')
    .select(['sign_in_id', 'at', 'user_id', 'rule_set_key', 'facts', 'rules'])
    .where('sign_in_id', '=', signIn)
    .orderBy('at', 'desc');

/** SHA-256: base64url. */
const digestOf = (row: Row<'decision_records'>): string =>
  hash(
    'sha256',
    `${row.sign_in_id}\n${row.at}\n${row.user_id}\n${row.rule_set_key}\n${row.facts}`,
    'base64url',
  );

export const decisionRecords = (db: Db): DecisionRecords => ({
  async add(record) {
    const row = {
      sign_in_id: record.signIn,
      at: record.facts.now,
      user_id: record.user,
      rule_set_key: record.rules,
      facts: factsJson(record),
    };
    await insert.change(db, row);
    return digestOf(row);
  },
  async find(signIn, at) {
    const query = select(db, signIn);
    const row = await (at === undefined ? query : query.where('at', '=', at)).executeTakeFirst();
    if (row === undefined) return undefined;
    const { user_id: user, rule_set_key: rulesKey, facts } = row;
    return {
      signIn,
      user,
      ...parsedFacts(facts),
      rules: parsedRules(row.rules),
      rulesKey,
      digest: digestOf(row),
    };
  },
  rulesKeptSince: async (key) => (await rulesKept.first(db, { key }))?.keptAt,
  async keepRules(key, rules, now) {
    await db
      .insertInto('rule_sets')
      .values({ key, kept_at: now, rules: rulesJson(rules) })
      .onConflict((known) => known.column('key').doNothing())
      .execute();
  },
  async report(signIns, day) {
    // In one order, so that no two transactions wait for each other's sums.
    for (const { policy, signIn, user, at, outcome } of signIns.toSorted(byPolicy)) {
      const about = { policy_id: policy, outcome };
      if ((await insertReported.change(db, { ...about, at, sign_in_id: signIn, user_id: user })) > 0)
        await countReported.change(db, { ...about, day });
    }
  },
  reportedByDay: (policy, since) =>
    db
      .selectFrom('report_only_sums')
      .select(['day', 'outcome', 'count'])
      .where('policy_id', '=', policy)
      .where('day', '>=', since)
      .orderBy('day')
      .execute(),
  reportedLast: (policy, limit) =>
    db
      .selectFrom('report_only_sign_ins')
      .leftJoin('users', 'users.id', 'report_only_sign_ins.user_id')
      .select(['policy_id as policy', 'sign_in_id as signIn', 'user_id as user', 'at', 'outcome', 'username'])
      .where('policy_id', '=', policy)
      .orderBy('at', 'desc')
      .orderBy('sign_in_id', 'desc')
      .limit(limit)
      .execute(),
  async purge(before, limit) {
    const records = db
      .selectFrom('decision_records')
      .select(['sign_in_id', 'at'])
      .where('at', '<', before)
      .limit(limit);
    const removed = await db
      .deleteFrom('decision_records')
      .where((row) => row.refTuple('sign_in_id', 'at'), 'in', records.$asTuple('sign_in_id', 'at'))
      .executeTakeFirst();
    const reported = db
      .selectFrom('report_only_sign_ins')
      .select(['policy_id', 'at', 'sign_in_id'])
      .where('at', '<', before)
      .limit(limit);
    const forgotten = await db
      .deleteFrom('report_only_sign_ins')
      .where(
        (row) => row.refTuple('policy_id', 'at', 'sign_in_id'),
        'in',
        reported.$asTuple('policy_id', 'at', 'sign_in_id'),
      )
      .executeTakeFirst();
    return Math.max(Number(removed.numDeletedRows), Number(forgotten.numDeletedRows));
  },
});

const byPolicy = (a: { readonly policy: PolicyId }, b: { readonly policy: PolicyId }): number =>
  a.policy < b.policy ? -1 : Number(a.policy > b.policy);
