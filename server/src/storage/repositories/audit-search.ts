import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Instant } from '../../kernel/instant.ts';
import type { AuditFilter, AuditSearch } from '../../ports/audit-log.ts';
import { type Db, mentions } from '../dialect.ts';

/** Entries that one search looks at, in steps that grow: what is common is found in the first, and no search is long. */
const steps = [300, 1_500, 6_000, 12_000];

export interface EntryRow {
  readonly seq: number;
  readonly event: string;
  readonly previous: string;
  readonly hash: string;
}

interface Range {
  /** Both included. */
  readonly first: number;
  readonly last: number;
}

type Condition = RawBuilder<SqlBool>;

/** The entries that one index holds together, in its order, and what else must be true of each of them. */
interface Plan {
  readonly sources: readonly Condition[];
  readonly others: readonly Condition[];
}

/**
 * Searches the log in its own order. An index leads to the entries of a user, an address or a kind; what no index
 * knows is asked of the entries it leads to, of no more than `steps` says at a time.
 */
export async function searchEntries(
  db: Db,
  filter: AuditFilter,
  { order, limit, beyond }: AuditSearch,
): Promise<{ readonly rows: readonly EntryRow[]; readonly next?: number; readonly stoppedAt?: Instant }> {
  const ascending = order === 'oldest first';
  let range = await rangeOf(db, filter);
  const goOnFrom = (seq: number): void => {
    range = ascending
      ? { ...range, first: Math.max(range.first, seq + 1) }
      : { ...range, last: Math.min(range.last, seq - 1) };
  };
  if (beyond !== undefined) goOnFrom(beyond);
  const plan = await planOf(db, filter);
  if (plan === undefined) return { rows: [] };

  const rows: EntryRow[] = [];
  const wanted = limit + 1;
  for (const size of plan.others.length === 0 ? [wanted] : steps) {
    const candidates = candidatesOf(plan, range, size, ascending);
    rows.push(...(await matching(db, candidates, plan, wanted - rows.length, ascending)));
    if (rows.length >= wanted) {
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return last === undefined ? { rows: [] } : { rows: shown, next: last.seq };
    }
    const end = plan.others.length === 0 ? undefined : await endOf(db, candidates, size, ascending);
    if (end === undefined) return { rows };
    goOnFrom(end);
  }
  const reached = ascending ? range.first - 1 : range.last + 1;
  const at = await timeOf(db, reached);
  return at === undefined ? { rows } : { rows, next: reached, stoppedAt: at };
}

async function planOf(db: Db, filter: AuditFilter): Promise<Plan | undefined> {
  const { user, about, address, text } = filter;
  const kinds = await kindsOf(db, filter);
  if (kinds?.length === 0) return;
  const ofUser =
    user === undefined ? [] : [sql<SqlBool>`actor_user = ${user}`, sql<SqlBool>`subject_user = ${user}`];
  const isAbout = about === undefined ? [] : [sql<SqlBool>`subject_user = ${about}`];
  const ofAddress = address === undefined ? [] : [sql<SqlBool>`address = ${address}`];
  const ofKinds = kinds?.map((kind) => sql<SqlBool>`kind = ${kind}`) ?? [];
  const anyKind = kinds === undefined ? [] : [sql<SqlBool>`kind in (${sql.join(kinds)})`];
  const said = text === undefined ? [] : [mentions(db, text)];
  if (user !== undefined) return { sources: ofUser, others: [...isAbout, ...ofAddress, ...anyKind, ...said] };
  if (about !== undefined) return { sources: isAbout, others: [...ofAddress, ...anyKind, ...said] };
  if (address !== undefined) return { sources: ofAddress, others: [...anyKind, ...said] };
  // Many kinds are nearly all there is: for a text they would be gathered one by one, for nothing.
  if (text !== undefined && ofKinds.length > 3) return { sources: [], others: [...anyKind, ...said] };
  return { sources: ofKinds, others: said };
}

/** The places of the first `size` entries of the sources within the range. */
function candidatesOf(
  { sources }: Plan,
  { first, last }: Range,
  size: number,
  ascending: boolean,
): RawBuilder<{ seq: number }> {
  const inOrder = sql`order by seq ${direction(ascending)} limit ${size}`;
  const within = sql`seq between ${first} and ${last}`;
  if (sources.length === 0) return sql`select seq from audit_events where ${within} ${inOrder}`;
  const each = sources.map(
    (source) =>
      sql`select seq from (select seq from audit_events where ${source} and ${within} ${inOrder}) as one`,
  );
  return sql`select seq from (${sql.join(each, sql` union `)}) as several ${inOrder}`;
}

async function matching(
  db: Db,
  candidates: RawBuilder<{ seq: number }>,
  { others }: Plan,
  limit: number,
  ascending: boolean,
): Promise<readonly EntryRow[]> {
  const conditions = sql.join(
    [sql`seq in (select seq from (${candidates}) as candidates)`, ...others],
    sql` and `,
  );
  const { rows } = await sql<EntryRow>`
    select seq, event, previous, hash from audit_events where ${conditions}
    order by seq ${direction(ascending)} limit ${limit}`.execute(db);
  return rows;
}

/** The place of the last candidate; undefined when there were fewer than asked for. */
async function endOf(
  db: Db,
  candidates: RawBuilder<{ seq: number }>,
  size: number,
  ascending: boolean,
): Promise<number | undefined> {
  const { rows } = await sql<{ count: number; lowest: number; highest: number }>`
    select count(*) as count, min(seq) as lowest, max(seq) as highest from (${candidates}) as candidates`.execute(
    db,
  );
  const [found] = rows;
  if (found === undefined || found.count < size) return;
  return ascending ? found.highest : found.lowest;
}

const direction = (ascending: boolean) => sql.raw(ascending ? 'asc' : 'desc');

/** Those there are that begin as asked for and end as the outcome wants; undefined where any will do. */
async function kindsOf(db: Db, { kinds, outcome }: AuditFilter): Promise<readonly string[] | undefined> {
  if (kinds === undefined && outcome === undefined) return;
  return (await allKinds(db)).filter(
    (kind) =>
      (kinds === undefined || kinds.some((beginning) => kind.startsWith(beginning))) &&
      (outcome === undefined || isFailure(kind) === (outcome === 'failure')),
  );
}

/** Kinds are named after what happened: their last word says how it went. */
const isFailure = (kind: string): boolean => /[.-](refused|denied|throttled|failed)$/.test(kind);

/** From one to the next in their index: as many steps as there are kinds, however many entries. */
async function allKinds(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ kind: string }>`
    with recursive kinds (kind) as (
      select min(kind) from audit_events
      union all select (select min(kind) from audit_events where kind > kinds.kind) from kinds where kind is not null
    )
    select kind from kinds where kind is not null`.execute(db);
  return rows.map(({ kind }) => kind);
}

/** Time in the log runs forward, so that a span of time is a range of places. */
async function rangeOf(db: Db, { from, until }: AuditFilter): Promise<Range> {
  const { seq } = await db.selectFrom('audit_head').select('seq').executeTakeFirstOrThrow();
  const first = from === undefined ? 1 : await firstNotBefore(db, from, seq);
  const last = until === undefined ? seq : (await firstNotBefore(db, until + 1, seq)) - 1;
  return { first, last };
}

/** By halves; one beyond the end if all entries are earlier. */
async function firstNotBefore(db: Db, at: Instant, end: number): Promise<number> {
  let [low, high] = [1, end + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const reached = await timeOf(db, middle);
    if (reached !== undefined && reached < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of the entry at this place, or of the next if that is gone. */
async function timeOf(db: Db, seq: number): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('audit_events')
    .select('at')
    .where('seq', '>=', seq)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return row?.at;
}
