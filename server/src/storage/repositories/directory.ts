import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { GroupId, UserId } from '../../kernel/ids.ts';
import { type EnrollableMethod, enrollableMethods, type Policy } from '../../policy/model.ts';
import type { Directory, DirectoryPage, DirectoryScope } from '../../ports/directory.ts';
import type { Db } from '../dialect.ts';
import type { Schema } from '../schema.ts';

/** Users of a page: of the whole directory, or of those who are looked for one by one. */
const pageSize = 5_000;
const scatteredPageSize = 500;
const namesAtATime = 50_000;

/** The users of one page: all between two ids, or those alone. */
type Span = { readonly after: UserId | ''; readonly upTo: UserId } | { readonly users: readonly UserId[] };

type Owned =
  | 'memberships'
  | 'authenticators'
  | 'backup_codes'
  | 'access_codes'
  | 'periods'
  | 'exemptions'
  | 'policies';

export const directory = (db: Db): Directory => ({
  async count(scope) {
    if (scope.kind === 'users') return scope.users.length;
    const { count } = await usersOf(db, scope)
      .select((row) => row.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  },

  async page(scope, groups, after): Promise<DirectoryPage> {
    const size = scope.kind === 'everyone' ? pageSize : scatteredPageSize;
    const users = await usersOf(db, scope)
      .select([
        'number',
        'id',
        'state',
        'role',
        'enrollment_due as enrollmentDue',
        'on_leave_until as onLeaveUntil',
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
      ...(await factsOf(db, span, groups)),
      next: users.length < size ? undefined : last?.id,
    };
  },

  async *byName(scope) {
    if (scope.kind !== 'everyone') {
      const rows = await usersOf(db, scope).select('number').orderBy('username_key').execute();
      yield rows.map(({ number }) => number);
      return;
    }
    for (let after: string | undefined = ''; after !== undefined; ) {
      const rows: { number: number; username_key: string }[] = await db
        .selectFrom('users')
        .select(['number', 'username_key'])
        .where('username_key', '>', after)
        .orderBy('username_key')
        .limit(namesAtATime)
        .execute();
      yield rows.map(({ number }) => number);
      after = rows.length < namesAtATime ? undefined : rows.at(-1)?.username_key;
    }
  },

  numbered: (numbers) =>
    db
      .selectFrom('users')
      .select(['number', 'id', 'username', 'display_name as displayName', 'role'])
      .where('number', 'in', [...numbers, -1])
      .execute(),
});

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

const factsOf = async (
  db: Db,
  span: Span,
  groups: readonly GroupId[],
): Promise<Omit<DirectoryPage, 'users' | 'next'>> => {
  const within = isWithin(span);
  const memberships =
    groups.length === 0
      ? []
      : await db
          .selectFrom('memberships')
          .select(['user_id as user', joined(sql`group_id`).as('groups')])
          .where(within)
          // Not by the index of groups: in the order of users they lie side by side.
          .where(sql`group_id || ''`, 'in', groups)
          .groupBy('user_id')
          .orderBy('user_id')
          .execute();
  const backupCodes = await db
    .selectFrom('backup_codes')
    .select('user_id as user')
    .distinct()
    .where(within)
    .where('used_at', 'is', null)
    .orderBy('user_id')
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
    .select(['user_id as user', 'definition'])
    .where(within)
    .where('user_id', 'is not', null)
    .orderBy('user_id')
    .execute();
  return {
    memberships,
    ...(await authenticatorsOf(db, span)),
    backupCodes,
    periods,
    accessCodes,
    exemptions,
    own: own.flatMap(({ user, definition }) =>
      user === null ? [] : [{ user, policy: JSON.parse(definition) as Policy }],
    ),
  };
};

/** Those in working order have an index that holds all there is to know; that there are others, only their number says. */
const authenticatorsOf = async (
  db: Db,
  span: Span,
): Promise<Pick<DirectoryPage, 'authenticators' | 'disabledAuthenticators'>> => {
  const within = isWithin(span);
  const usable = (method: EnrollableMethod) =>
    db
      .selectFrom('authenticators')
      .select('user_id as user')
      .where('method', '=', method)
      .where('disabled_at', 'is', null)
      .where(within)
      .orderBy('user_id')
      .execute();
  const authenticators = { totp: await usable('totp'), webauthn: await usable('webauthn') };
  const { count } = await db
    .selectFrom('authenticators')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where(within)
    .executeTakeFirstOrThrow();
  const seen = enrollableMethods.reduce((sum, method) => sum + authenticators[method].length, 0);
  const disabledAuthenticators =
    seen === count
      ? []
      : await db
          .selectFrom('authenticators')
          .select(['user_id as user', 'method'])
          .where(within)
          .where('disabled_at', 'is not', null)
          .orderBy('user_id')
          .orderBy('method')
          .execute();
  return { authenticators, disabledAuthenticators };
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
