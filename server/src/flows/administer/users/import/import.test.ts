import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { admin, openHouse } from '../../../../../../test/support/administration.ts';
import { Refusal } from '../../../../ports/refusal.ts';
import { putRequirement } from '../../requirements.ts';
import { createUser } from '../create.ts';
import { listUsers } from '../list.ts';
import { importUsers } from './import.ts';
import { readCsv } from './read-csv.ts';

const options = { createGroups: true, sendActivation: true, dryRun: false };
const sample = readFileSync(new URL('../../../../../../docs/samples/users.csv', import.meta.url), 'utf8');
const header = 'username,displayName,email,groups\n';

const faultsOf = async (work: Promise<unknown>): Promise<string[]> => {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refusal) || error.code !== 'import-faults')
    throw new Error('no faults', { cause: error });
  return error.errors.map(({ field, message }) => `${field}: ${message}`);
};

const read = async (text: string): Promise<unknown[]> => {
  const rows = [];
  for await (const row of readCsv(text)) rows.push(row);
  return rows;
};

test('the sample brings 200 users in 4 groups, each with an activation mail, and how they stand', async () => {
  const house = await openHouse();
  await putRequirement(house)(admin, { kind: 'everyone' }, { strength: 'soft' });
  const rehearsed = await importUsers(house)(admin, { csv: sample, ...options, dryRun: true });
  expect(rehearsed).toMatchObject({ users: 200, groups: 4, imported: false });
  expect(await house.read.users.count()).toBe(0);
  const result = await importUsers(house)(admin, { csv: sample, ...options });
  expect(result).toEqual({ ...rehearsed, imported: true });
  expect(result.newGroups.toSorted()).toEqual(['Engineering', 'Finance', 'Operations', 'Sales']);
  expect(await house.read.outbox.countWaiting()).toBe(200);
  const page = await listUsers(house)({
    limit: 200,
    status: 'pre-enrollment',
    required: 'true',
    group: 'sales',
  });
  expect(page.items.length).toBeGreaterThanOrEqual(50);
});

test('every mistake is told with its line, and nothing is imported', async () => {
  const house = await openHouse();
  await createUser(house)(admin, {
    username: 'taken',
    displayName: 'T',
    email: 't@example.com',
    groups: [],
    sendActivation: false,
  });
  const csv = `${header}ann,Ann,ann@example.com,A\nANN,Ann,ann@example.com,\nTaken,T,t@example.com,\n,Nobody,n@example.com,\nbob,Bob,not-an-address,\nc\u0000d,C,c@example.com,\nfay,Fay,f@example.com,A,B\neve,"E"ve,e@example.com,\ngil,Gil,not-read,\n`;
  expect(await faultsOf(importUsers(house)(admin, { csv, ...options }))).toEqual([
    'csv.3.username: line 3: username stands on line 2 already',
    'csv.4.username: line 4: username is taken already',
    'csv.5.username: line 5: username must not be empty',
    'csv.6.email: line 6: email must be an e-mail address',
    'csv.7.username: line 7: username must not contain control or invisible characters',
    'csv.8: line 8: has 5 cells, the header 4',
    'csv.9: line 9: has a quote where none can stand; inside quotes, write it twice',
  ]);
  expect(await house.read.users.count()).toBe(1);
});

test('groups that are not there are mistakes when none shall be created', async () => {
  const house = await openHouse();
  const csv = `${header}ann,Ann,ann@example.com,Nowhere\n`;
  const faults = await faultsOf(importUsers(house)(admin, { csv, ...options, createGroups: false }));
  expect(faults).toEqual(['csv.2.groups: line 2: groups “Nowhere” is no group']);
});

test.each([
  ['', 'needs a header line'],
  ['name,email\n', '“name” is no column'],
  ['username,email\n', 'lacks displayName'],
  ['username,username,displayName,email\n', 'appears twice'],
  ['username,displayName,email\nann,"Ann,a@example.com\n', 'never closed'],
])('the file %j is refused as a whole', async (csv, fault) => {
  const house = await openHouse();
  const [first] = await faultsOf(importUsers(house)(admin, { csv, ...options }));
  expect(first).toContain(fault);
});

test('a byte order mark, semicolons, quotes, any order of columns and Windows line ends are read', async () => {
  const csv = '\uFEFFE-mail;Username;Display Name;Groups\r\na@example.com;ann;"Ann ""A"" O.";"X;Y"\r\n\r\n';
  expect(await read(csv)).toEqual([
    { line: 2, cells: { username: 'ann', displayName: 'Ann "A" O.', email: 'a@example.com', groups: 'X;Y' } },
  ]);
});

test('an import that fails while it is written leaves nothing behind', async () => {
  const house = await openHouse();
  const failing = {
    ...house,
    transact: <T>(work: (source: typeof house.read) => Promise<T>) =>
      house.transact((source) =>
        work({
          ...source,
          audit: { ...source.audit, append: async () => Promise.reject(new Error('disk full')) },
        }),
      ),
  };
  await expect(importUsers(failing)(admin, { csv: sample, ...options })).rejects.toThrow('disk full');
  expect(await house.read.users.count()).toBe(0);
  expect(await house.read.outbox.countWaiting()).toBe(0);
});
