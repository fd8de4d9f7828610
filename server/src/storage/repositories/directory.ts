import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { GroupId, UserId } from '../../kernel/ids.ts';
import type { Policy } from '../../policy/model.ts';
import type { Directory, DirectoryPage, DirectoryScope, GroupSet } from '../../ports/directory.ts';
import type { Db } from '../dialect.ts';
import type { Schema } from '../schema.ts';
import { inChunks } from './rows.ts';

/** Users of a page: of the whole directory, or of those who are looked for one by one. */
const pageSize = 5_000;
const scatteredPageSize = 500;
const namesAtATime = 50_000;

/** The users of one page: all between two ids, or those alone. */
type Span = { readonly after: UserId | ''; readonly upTo: UserId } | { readonly users: readonly UserId[] };

type Owned = 'authenticators' | 'access_codes' | 'periods' | 'exemptions' | 'policies';

export const directory = (db: Db): Directory => ({
  async count(scope) {
    if (scope.kind === 'users') return scope.users.length;
    const { count } = await usersOf(db, scope)
      .select((row) => row.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  },

  async page(scope, after): Promise<DirectoryPage> {
    const size = scope.kind === 'everyone' ? pageSize : scatteredPageSize;
    const users = await usersOf(db, scope)
      .select([
        'number',
        'id',
        'state',
        'role',
        'enrollment_due as enrollmentDue',
        'on_leave_until as onLeaveUntil',
        'methods',
        'codes_left as codesLeft',
        'group_set as groupSet',
      ])
      .$if(after !== undefined, (query) => query.where('id', '>', after ?? ('' as UserId)))
      .orderBy('id')
      .limit(size)
      .execute();
    const last = users.at(-1);
    const span: Span =
      scope.kind === 'everyone'
        ? { after: after ?? '', upTo: last?.id ?? ('' as UserId) }
        : { users: users.map(({ id }) => id) };
    return {
      users,
      ...(await factsOf(db, span)),
      next: users.length < size ? undefined : last?.id,
    };
  },

  async groupSets(numbers) {
    const found: GroupSet[] = [];
    await inChunks(numbers, async (chunk) => {
      const rows = await db.selectFrom('group_sets').selectAll().where('number', 'in', chunk).execute();
      for (const { number, groups } of rows) found.push({ number, groups: groups.split(' ') as GroupId[] });
    });
    return found;
  },

  async *byName(scope) {
    if (scope.kind !== 'everyone') {
      const rows = await usersOf(db, scope).select('number').orderBy('username_key').execute();
      yield rows.map(({ number }) => number);
      return;
    }
    for (let after: string | undefined = ''; after !== undefined; ) {
      const upTo = await nameAfter(db, after);
      // Of the numbers alone, which stand in the index of names.
      const rows = await namedAfter(db, after)
        .select('number')
        .$if(upTo !== undefined, (query) => query.where('username_key', '<=', upTo ?? ''))
        .execute();
      yield rows.map(({ number }) => number);
      after = upTo;
    }
  },

  numbered: (numbers) =>
    db
      .selectFrom('users')
      .select(['number', 'id', 'username', 'display_name as displayName', 'role'])
      .where('number', 'in', [...numbers, -1])
      .execute(),
});

const namedAfter = (db: Db, name: string) =>
  db.selectFrom('users').where('username_key', '>', name).orderBy('username_key');

/** As far as one goes at a time; undefined where fewer are left. */
const nameAfter = async (db: Db, name: string): Promise<string | undefined> => {
  const query = namedAfter(db, name).select('username_key').limit(1);
  return (await query.offset(namesAtATime - 1).executeTakeFirst())?.username_key;
};

const usersOf = (db: Db, scope: DirectoryScope) => {
  const users = db.selectFrom('users');
  switch (scope.kind) {
    case 'everyone':
      return users;
    case 'groups': {
      const members = db
        .selectFrom('memberships')
        .select('user_id')
        .where('group_id', 'in', [...scope.groups, '' as GroupId]);
      return users.where('id', 'in', members);
    }
    case 'users':
      return users.where('id', 'in', [...scope.users, '' as UserId]);
  }
};

const factsOf = async (db: Db, span: Span): Promise<Omit<DirectoryPage, 'users' | 'next'>> => {
  const within = isWithin(span);
  const disabledAuthenticators = await db
    .selectFrom('authenticators')
    .select(['user_id as user', 'method'])
    .where(within)
    .where('disabled_at', 'is not', null)
    .orderBy('user_id')
    .orderBy('method')
    .execute();
  const periods = await db
    .selectFrom('periods')
    .select(['user_id as user', joined(sql`policy_id || ' ' || deadline`).as('periods')])
    .where(within)
    .groupBy('user_id')
    .orderBy('user_id')
    .execute();
  const accessCodes = await db
    .selectFrom('access_codes')
    .select(['user_id as user', 'expires_at as until'])
    .where(within)
    .where('used_at', 'is', null)
    .orderBy('user_id')
    .execute();
  const exemptions = await db
    .selectFrom('exemptions')
    .select((row) => ['user_id as user', row.fn.max('ends_at').as('until')])
    .where(within)
    .groupBy('user_id')
    .orderBy('user_id')
    .execute();
  const own = await db
    .selectFrom('policies')
    .select(['user_id as user', 'definition', 'grace_ended_at as graceEndedAt'])
    .where(within)
    .where('user_id', 'is not', null)
    .orderBy('user_id')
    .execute();
  return {
    disabledAuthenticators,
    periods,
    accessCodes,
    exemptions,
    own: own.flatMap(({ user, definition, graceEndedAt }) =>
      user === null ? [] : [{ user, policy: JSON.parse(definition) as Policy, graceEndedAt }],
    ),
  };
};

/** In the order in which they are found: mostly the same for the same values, and nothing depends on it. */
const joined = (text: Expression<unknown>) => sql<string>`string_agg(${text}, ',')`;

const isWithin =
  (span: Span) =>
  (row: ExpressionBuilder<Schema, Owned>): Expression<SqlBool> => {
    const user = sql.ref<UserId>('user_id');
    if ('users' in span) return row(user, 'in', [...span.users, '' as UserId]);
    return row.and([row(user, '>', span.after as UserId), row(user, '<=', span.upTo)]);
  };
