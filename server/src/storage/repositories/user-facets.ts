import { type SqlBool, sql } from 'kysely';
import type { Instant } from '../../kernel/instant.ts';
import type { UserFilter } from '../../ports/user-list.ts';
import type { Db } from '../dialect.ts';

/** What stands in a user's `facet` (migration 0005-user-filters): one of a few hundred, however many users there are. */
interface Facet {
  readonly status: string;
  readonly required: boolean;
  readonly state: string;
  readonly role: string;
  readonly methods: readonly string[];
  readonly codes: string;
  /** Of a period that is not met; null of everybody else. */
  readonly deadline: Instant | null;
}

const read = (facet: string): Facet => {
  const [status = '', required, state = '', role = '', methods = '', codes = '', deadline = ''] =
    facet.split('|');
  return {
    status,
    required: required === '1',
    state,
    role,
    methods: methods.split(' '),
    codes,
    deadline: deadline === '' ? null : Number(deadline),
  };
};

/** All facets there are, each found by one step down the index. */
const everyFacet = async (db: Db): Promise<readonly string[]> => {
  const { rows } = await sql<{ facet: string }>`
    with recursive facets (facet) as (
      select min(facet) from users
      union all
      select (select min(users.facet) from users where users.facet > facets.facet) from facets where facets.facet is not null
    )
    select facet from facets where facet is not null`.execute(db);
  return rows.map(({ facet }) => facet);
};

/** `expired` is never stored (see `ProjectedStanding`); the deadline itself still belongs to the period. */
const hasStatus = (
  { status, deadline }: Facet,
  wanted: NonNullable<UserFilter['status']>,
  now: Instant,
): boolean => {
  const expired = deadline !== null && deadline < now;
  if (wanted === 'expired') return expired;
  return status === wanted && !(wanted === 'in-enrollment-period' && expired);
};

const hasRole = ({ role }: Facet, wanted: NonNullable<UserFilter['role']>): boolean => {
  if (wanted === 'any') return role !== '';
  return wanted === 'none' ? role === '' : role === wanted;
};

const matches = (facet: Facet, filter: UserFilter, now: Instant): boolean => {
  const { status, required, state, role, method, lacks, backupCodes } = filter;
  return (
    (status === undefined || hasStatus(facet, status, now)) &&
    (required === undefined || facet.required === required) &&
    (state === undefined || facet.state === state) &&
    (role === undefined || hasRole(facet, role)) &&
    (method === undefined || facet.methods.includes(method)) &&
    (lacks === undefined || !facet.methods.includes(lacks)) &&
    (backupCodes === undefined || facet.codes === 'none' || (backupCodes === 'few' && facet.codes === 'few'))
  );
};

const names = ['status', 'required', 'state', 'role', 'method', 'lacks', 'backupCodes'] as const;

/** Those whose users match, as far as it is for facets to say; undefined where the filter asks for nothing of them. */
export const facetsMatching = async (
  db: Db,
  filter: UserFilter,
  now: Instant,
): Promise<readonly string[] | undefined> => {
  if (names.every((name) => filter[name] === undefined)) return undefined;
  return (await everyFacet(db)).filter((facet) => matches(read(facet), filter, now));
};

export const nobody = sql<SqlBool>`1 = 0`;

/** Not by the index of facets: the users to check are few already. */
export const amongFacets = (facets: readonly string[]) =>
  facets.length === 0 ? nobody : sql<SqlBool>`(users.facet || '') in (${sql.join(facets)})`;
