import { join } from 'node:path';
import fc from 'fast-check';
import { Kysely } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { onBothDatabases } from '../../../../test/support/databases.ts';
import { newId, someUser } from '../../../../test/support/samples.ts';
import type { UserId } from '../../kernel/ids.ts';
import { days, type Instant } from '../../kernel/instant.ts';
import { searchKey, usernameKey } from '../../kernel/names.ts';
import { enrollableMethods } from '../../policy/model.ts';
import type { Repositories } from '../../ports/repositories.ts';
import type { ProjectedStanding } from '../../ports/standings.ts';
import type { ListUsers, UserFilter } from '../../ports/user-list.ts';
import type { NewUser } from '../../ports/users.ts';
import type { Db } from '../dialect.ts';
import type { StorageOptions } from '../open.ts';
import { postgresDialect } from '../postgres/kysely-dialect.ts';
import { SqliteConnection } from '../sqlite/connection.ts';
import { sqliteDialect } from '../sqlite/kysely-dialect.ts';
import { databaseFile } from '../sqlite/storage.ts';
import type { Storage } from '../storage.ts';
import { userList } from './user-list.ts';

/** A user with all that can be filtered by. */
interface Listed {
  readonly user: NewUser;
  readonly standing: ProjectedStanding;
  readonly groups: readonly number[];
  readonly methods: readonly (typeof enrollableMethods)[number][];
  /** Unused ones. */
  readonly codes: number;
  readonly lastSignInAt: Instant | null;
  readonly exemptUntil: Instant | null;
}

const groups = [newId<'group'>(), newId<'group'>(), newId<'group'>()];
const now = 500;
const letters = fc.constantFrom('a', 'b', 'ä', 'Ω', '%', '_', '*', '[', '😀');
const word = fc.array(letters, { maxLength: 6 }).map((all) => all.join(''));
const status = fc.constantFrom('enrolled', 'not-enrolled', 'in-enrollment-period', 'pre-enrollment');

const listed: fc.Arbitrary<Listed> = fc
  .record({
    name: word,
    displayName: word,
    email: word,
    state: fc.constantFrom('staged', 'active', 'suspended'),
    status,
    required: fc.boolean(),
    deadline: fc.constantFrom(100, 200, 499, 500, 900),
    groups: fc.uniqueArray(fc.nat(2)),
    methods: fc.uniqueArray(fc.constantFrom(...enrollableMethods)),
    role: fc.constantFrom(null, null, 'owner', 'help-desk'),
    codes: fc.nat(5),
    lastSignInAt: fc.constantFrom(null, days(1) - 1, days(1), days(3) + 5),
    exemptUntil: fc.constantFrom(null, null, now, now + 1),
  })
  .map(({ name, displayName, email, state, role, status, required, deadline, ...listed }) => {
    const id = newId<'user'>();
    const user = someUser({ id, username: `${name}-${id.slice(-6)}`, displayName, email, state, role });
    return { user, standing: { user: id, status, required, deadline }, ...listed };
  });

const filter: fc.Arbitrary<UserFilter> = fc.record(
  {
    text: word,
    status: fc.constantFrom('enrolled', 'not-enrolled', 'in-enrollment-period', 'expired', 'pre-enrollment'),
    required: fc.boolean(),
    group: fc.constantFrom(...groups),
    method: fc.constantFrom(...enrollableMethods),
    state: fc.constantFrom('staged', 'active', 'suspended'),
    lacks: fc.constantFrom(...enrollableMethods),
    role: fc.constantFrom('owner', 'help-desk', 'auditor', 'any', 'none'),
    backupCodes: fc.constantFrom('none', 'few'),
    signedInBefore: fc.constantFrom(days(1), days(2), days(3), days(4)),
    exempt: fc.boolean(),
  },
  { requiredKeys: [] },
);

async function replaceAll(storage: Storage, all: readonly Listed[]): Promise<void> {
  await storage.transact(async (to) => {
    for (const { user } of await to.standings.page(null, 1_000)) await to.users.remove(user.id);
    await to.users.addMany(all.map(({ user }) => user));
    await to.standings.store(all.map(({ standing }) => standing));
    for (const listed of all) await addTo(to, listed);
  });
}

async function addTo(to: Repositories, { user: { id: user }, ...listed }: Listed): Promise<void> {
  await to.users.setGroups(
    user,
    groups.filter((_, index) => listed.groups.includes(index)),
  );
  for (const method of listed.methods)
    await to.authenticators.add({
      id: newId(),
      user,
      method,
      name: '',
      data: '',
      externalId: null,
      counter: 0,
      createdAt: 1,
      lastUsedAt: null,
      disabledAt: null,
    });
  const codes = Array.from({ length: 5 }, () => ({ id: newId<'backup-code'>(), user, salt: '', hash: '' }));
  await to.backupCodes.replace(user, codes, 1);
  for (const { id } of codes.slice(listed.codes)) await to.backupCodes.consume(id, 2);
  await to.users.edit(user, { lastSignInAt: listed.lastSignInAt });
  if (listed.exemptUntil !== null)
    await to.exemptions.add({
      id: newId(),
      user,
      owner: null,
      reason: '',
      createdAt: 1,
      createdBy: '',
      until: listed.exemptUntil,
      nextNotice: null,
      noticeAt: null,
    });
}

/** Nothing asked for is nothing missed. */
const asked = <T>(wanted: T | undefined, holds: (wanted: T) => boolean): boolean =>
  wanted === undefined || holds(wanted);

/** What the port says of each filter, without an index. */
const passes = ({ user, standing, methods, ...listed }: Listed, filter: UserFilter): boolean => {
  const texts = [user.username, user.displayName, user.email].map(searchKey);
  const expired = standing.status === 'in-enrollment-period' && (standing.deadline ?? 0) < now;
  return [
    asked(filter.text, (part) => texts.some((text) => text.includes(searchKey(part)))),
    asked(filter.status, (status) => status === (expired ? 'expired' : standing.status)),
    asked(filter.required, (required) => required === standing.required),
    asked(filter.group, (group) => listed.groups.includes(groups.indexOf(group))),
    asked(filter.method, (method) => methods.includes(method)),
    asked(filter.lacks, (method) => !methods.includes(method)),
    asked(filter.state, (state) => state === user.state),
    asked(filter.role, (role) => (role === 'any' ? user.role !== null : (user.role ?? 'none') === role)),
    asked(filter.backupCodes, (left) => listed.codes <= (left === 'none' ? 0 : 3)),
    asked(filter.signedInBefore, (day) => (listed.lastSignInAt ?? 0) < day),
    asked(filter.exempt, (exempt) => exempt === (listed.exemptUntil ?? 0) > now),
  ].every(Boolean);
};

function naive(all: readonly Listed[], filter: UserFilter): readonly string[] {
  const byName = (a: Listed, b: Listed) =>
    Buffer.compare(Buffer.from(usernameKey(a.user.username)), Buffer.from(usernameKey(b.user.username)));
  return all
    .filter((listed) => passes(listed, filter))
    .toSorted(byName)
    .map(({ user }) => user.username);
}

/** All that match, in stretches; and how many are counted there. */
async function inStretches(storage: Storage, filter: UserFilter, size: number) {
  const found: UserId[] = [];
  let counted = 0;
  for (let after: number | undefined = 0; after !== undefined; ) {
    const { users, next } = await storage.read.users.matching(filter, now, { after, size });
    counted += (await storage.read.users.countMatching(filter, now, { after, size })).count;
    found.push(...users);
    after = next;
  }
  return { found, counted };
}

/** A reader of its own on the same database. */
function reader(options: StorageOptions): Db {
  if (options.kind === 'postgres') return new Kysely({ dialect: postgresDialect(options.url) });
  const connection = new SqliteConnection(join(options.folder, databaseFile), []);
  afterAll(() => connection.close());
  return new Kysely({ dialect: sqliteDialect(connection) });
}

async function pages(users: ListUsers, filter: UserFilter, limit: number): Promise<readonly string[]> {
  const names: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await users.list(filter, now, {
      limit,
      ...(after === undefined ? {} : { after }),
    });
    expect(page.users.length).toBeLessThanOrEqual(limit);
    names.push(...page.users.map(({ user }) => user.username));
    if (page.next === undefined) return names;
    after = page.next;
  }
}

onBothDatabases((given) => {
  test('the list with any filters, page by page, is what a filter in memory says', async () => {
    const { storage, options } = given();
    const db = reader(options);
    afterAll(() => db.destroy());
    // With few users every page would be found in the first step, by ids.
    const hasty = userList(db, { few: 2, steps: [1, 2, 3] });
    await storage.transact(async (to) => {
      for (const [index, id] of groups.entries())
        await to.groups.add({ id, name: `group ${index}`, description: '', createdAt: 1 });
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(listed, { maxLength: 30 }),
        fc.array(filter, { minLength: 20, maxLength: 20 }),
        fc.integer({ min: 1, max: 7 }),
        async (all, filters, limit) => {
          await replaceAll(storage, all);
          for (const filter of filters)
            for (const users of [storage.read.users, hasty])
              expect(await pages(users, filter, limit)).toEqual(naive(all, filter));
          for (const filter of filters.slice(0, 4)) {
            const names = new Set(naive(all, filter));
            const { found, counted } = await inStretches(storage, filter, 1_000);
            const expected = all.filter(({ user }) => names.has(user.username)).map(({ user }) => user.id);
            expect(found.toSorted()).toEqual(expected.toSorted());
            expect(counted).toBe(names.size);
            for (const users of [storage.read.users, hasty])
              expect([undefined, names.size]).toContain(await users.countByIndex(filter, now));
          }
          const counts = await storage.read.users.countByStatus(now);
          for (const [status, count] of Object.entries(counts))
            expect(count, status).toBe(naive(all, { status: status as keyof typeof counts }).length);
        },
      ),
      { numRuns: 15 },
    );
  });
});
